/** Seeds, budget, tuning and the reference: the same for every method, or it is no comparison. */
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import { MIN_BUDGET } from '../../lab/catalogue';
import { Help } from '../controls/Help';
import { NumberControl } from '../controls/NumberControl';
import { SelectField } from '../controls/SelectField';
import { SwitchControl } from '../controls/SwitchControl';
import { useText } from '../messages/useText';
import { MOST_SEEDS, methodsOf, referenceOf } from './labDraft';
import { useCommands, usePage } from './usePage';

export function RunSettings() {
  const text = useText();
  const { changeLab } = useCommands();
  const draft = usePage(({ lab }) => lab.draft);
  const methods = methodsOf(draft);
  return (
    <div className="labRules">
      <NumberControl
        label={text('lab.seeds')}
        help={text('lab.seeds.help')}
        value={draft.seeds}
        onCommit={(seeds) => changeLab({ seeds })}
        bounds={{ min: 1, max: MOST_SEEDS, step: 1, integer: true }}
      />
      <Budget budget={draft.budget} onChange={(budget) => changeLab({ budget })} />
      <SwitchControl
        label={text('lab.tuned')}
        help={text('lab.tuned.help')}
        isOn={draft.tuned}
        onChange={(tuned) => changeLab({ tuned })}
      />
      {methods.length > 0 && (
        <div className="choiceWithHelp">
          <SelectField
            label={text('lab.reference')}
            options={methods.map((id) => ({ id, title: text(`method.${id}.title`) }))}
            selected={referenceOf(draft)}
            onChoose={(reference) => changeLab({ reference })}
          />
          <Help name={text('lab.reference')}>{text('lab.reference.help')}</Help>
        </div>
      )}
    </div>
  );
}

function Budget({ budget, onChange }: { budget: number; onChange: (budget: number) => void }) {
  const text = useText();
  return (
    <div className="choiceWithHelp">
      <Slider
        className="slider labBudget"
        minValue={MIN_BUDGET}
        maxValue={1}
        step={0.05}
        value={budget}
        onChange={onChange}
        formatOptions={{ style: 'percent' }}
      >
        <Label className="fieldLabel">{text('lab.budget')}</Label>
        <SliderOutput className="sliderValue" />
        <SliderTrack className="sliderTrack">
          <div
            className="sliderFill"
            style={{ width: `${(100 * (budget - MIN_BUDGET)) / (1 - MIN_BUDGET)}%` }}
          />
          <SliderThumb className="sliderThumb" />
        </SliderTrack>
      </Slider>
      <Help name={text('lab.budget')}>{text('lab.budget.help')}</Help>
    </div>
  );
}
