/** α_d, α_c, α_v as sliders, their presets, and the gains they mean for the user's vector. */
import { Button } from 'react-aria-components/Button';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import { Toolbar } from 'react-aria-components/Toolbar';
import { OBJECTIVES, type Objective } from '../../data/schema';
import { methodEntry } from '../../methods/catalogue';
import { blockGains } from '../../retrieve/fuse';
import type { FusionWeights } from '../../worker/protocol/retrieval';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useText } from '../messages/useText';
import { EQUAL_WEIGHTS } from './state';
import { useCommands, usePage } from './usePage';
import { isZero, weightList } from './userRanking';

export function FusionSliders() {
  const text = useText();
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  return (
    <div className="card stack">
      <h3>{text('retrieve.weights')}</h3>
      <div className="sliders">
        {objectives.map((objective) => (
          <WeightSlider key={objective} objective={objective} />
        ))}
      </div>
      <Presets objectives={objectives} />
      <Identity objectives={objectives.length} />
    </div>
  );
}

function WeightSlider({ objective }: { objective: Objective }) {
  const text = useText();
  const { setWeight } = useCommands();
  const value = usePage((state) => state.weights[objective]);
  const name = text('retrieve.weight', { objective: text(`objective.${objective}`).toLowerCase() });
  return (
    <Slider
      className="slider"
      data-owner={objective}
      minValue={0}
      maxValue={1}
      step={0.01}
      value={value}
      onChange={(next) => setWeight(objective, next)}
      formatOptions={{ minimumFractionDigits: 2 }}
    >
      <Label className="row">
        <ObjectiveMark objective={objective} />
        {name}
      </Label>
      <SliderOutput className="sliderValue" />
      <SliderTrack className="sliderTrack">
        <div className="sliderFill fill" data-owner={objective} style={{ width: `${100 * value}%` }} />
        <SliderThumb className="sliderThumb" />
      </SliderTrack>
    </Slider>
  );
}

function Presets({ objectives }: { objectives: readonly Objective[] }) {
  const text = useText();
  const { setWeights } = useCommands();
  const only = (objective: Objective): FusionWeights => ({
    exposure: 0,
    click: 0,
    conversion: 0,
    [objective]: 1,
  });
  return (
    <Toolbar className="presets" aria-label={text('retrieve.presets')}>
      {objectives.map((objective) => (
        <Button key={objective} className="button preset" onPress={() => setWeights(only(objective))}>
          {text('retrieve.preset.only', { objective: text(`objective.${objective}`) })}
        </Button>
      ))}
      <Button className="button preset" onPress={() => setWeights(EQUAL_WEIGHTS)}>
        {text('retrieve.preset.balanced')}
      </Button>
    </Toolbar>
  );
}

function Identity({ objectives }: { objectives: number }) {
  const text = useText();
  const weights = usePage((state) => state.weights);
  const isLinear = usePage((state) => state.run?.fusion !== 'own');
  const width = usePage((state) => state.run?.summary.vectorWidth ?? 0);
  const method = usePage((state) => state.run?.summary.method);
  const alphas = weightList(weights, objectives);
  if (isZero(alphas)) {
    return (
      <p className="remark" role="status">
        {text('retrieve.zero')}
      </p>
    );
  }
  if (!isLinear) return <p className="note">{text('retrieve.methodFusion')}</p>;
  const gains = blockGains(alphas, methodEntry(method)?.scores).map((gain) => gain.toFixed(2));
  return (
    <div className="identity">
      <strong>{text('retrieve.gains', { gains: gains.join(', ') })}</strong>
      <p className="note">{text('retrieve.identity.note', { width })}</p>
    </div>
  );
}
