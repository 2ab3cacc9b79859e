/** Seeds, budget, tuning and reference, the same for every method. */

import { MIN_BUDGET } from '../../lab/labCatalogue';
import fieldStyles from '../controls/Field.module.css';
import { Help } from '../controls/Help';
import { NumberControl } from '../controls/NumberControl';
import { SelectField } from '../controls/SelectField';
import { SliderField } from '../controls/SliderField';
import { SwitchControl } from '../controls/SwitchControl';
import { useText } from '../messages/useText';
import styles from './lab.module.css';
import { MAX_SEEDS, methodsOf, referenceOf } from './labDraft';
import { useCommands, usePage } from './usePage';

export function RunSettings() {
  const text = useText();
  const { changeLab } = useCommands();
  const draft = usePage(({ lab }) => lab.draft);
  const methods = methodsOf(draft);
  return (
    <div className={styles.settings}>
      <NumberControl
        label={text('lab.seeds')}
        help={text('lab.seeds.help')}
        value={draft.seeds}
        onCommit={(seeds) => changeLab({ seeds })}
        bounds={{ min: 1, max: MAX_SEEDS, step: 1, integer: true }}
      />
      <Budget budget={draft.budget} onChange={(budget) => changeLab({ budget })} />
      <SwitchControl
        label={text('lab.tuned')}
        help={text('lab.tuned.help')}
        isOn={draft.tuned}
        onChange={(tuned) => changeLab({ tuned })}
      />
      {methods.length > 0 && (
        <div className={fieldStyles.withHelp}>
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

const PERCENT = { style: 'percent' } as const;

function Budget({ budget, onChange }: { budget: number; onChange: (budget: number) => void }) {
  const text = useText();
  return (
    <div className={fieldStyles.withHelp}>
      <div className={styles.budget}>
        <SliderField
          label={<span className={fieldStyles.label}>{text('lab.budget')}</span>}
          value={budget}
          min={MIN_BUDGET}
          max={1}
          step={0.05}
          onChange={onChange}
          format={PERCENT}
        />
      </div>
      <Help name={text('lab.budget')}>{text('lab.budget.help')}</Help>
    </div>
  );
}
