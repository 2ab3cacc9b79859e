/** Sliders for α of each objective and for ρ, how much of exposure's own block counts. */
import { OBJECTIVES, type Objective } from '../../data/schema';
import { blockGains } from '../../retrieve/fuse';
import common from '../controls/common.module.css';
import { Help } from '../controls/Help';
import { Notice } from '../controls/Notice';
import { SliderField } from '../controls/SliderField';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useText } from '../messages/useText';
import styles from './retrieve.module.css';
import { fusedRunOf } from './state';
import { fusedWeightList, hasExposureGain, isZero } from './steering';
import { useCommands, usePage } from './usePage';
import { useFusedRun, useWeighting } from './useWeighting';

export function FusionSliders() {
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  const actsOnExposure = usePage((state) => hasExposureGain(fusedRunOf(state)));
  return (
    <div className={styles.sliders}>
      {objectives.map((objective) => (
        <WeightSlider key={objective} objective={objective} />
      ))}
      {actsOnExposure && <RhoSlider />}
    </div>
  );
}

const TWO_DIGITS = { minimumFractionDigits: 2 } as const;

function WeightSlider({ objective }: { objective: Objective }) {
  const text = useText();
  const { setWeight } = useCommands();
  const value = usePage((state) => state.weights[objective]);
  const isSteerable = usePage((state) => state.isSteerable);
  const name = text('retrieve.weight', { objective: text(`objective.${objective}`).toLowerCase() });
  return (
    <SliderField
      owner={objective}
      layout="line"
      label={
        <>
          <ObjectiveMark objective={objective} />
          {name}
        </>
      }
      min={0}
      max={1}
      step={0.01}
      value={value}
      onChange={(next) => setWeight(objective, next)}
      isDisabled={!isSteerable}
      format={TWO_DIGITS}
    />
  );
}

function RhoSlider() {
  const text = useText();
  const { setRho } = useCommands();
  const rho = usePage((state) => state.rho);
  const isSteerable = usePage((state) => state.isSteerable);
  return (
    <div className={styles.rho}>
      <SliderField
        layout="line"
        label={text('retrieve.rho')}
        min={0}
        max={1}
        step={0.05}
        value={rho}
        onChange={setRho}
        isDisabled={!isSteerable}
        format={TWO_DIGITS}
      />
      <Help name={text('retrieve.rho')}>{text('retrieve.rho.help')}</Help>
    </div>
  );
}

/** Says what the weighting means: the gains of the blocks, or why nothing is ranked. */
export function FusionIdentity() {
  const text = useText();
  const weighting = useWeighting();
  const objectives = usePage((state) => state.dataset?.summary.objectives.length ?? OBJECTIVES.length);
  const run = useFusedRun();
  const alphas = fusedWeightList(weighting, run, objectives);
  if (isZero(alphas)) {
    return (
      <Notice kind="remark" role="status">
        {text('retrieve.zero')}
      </Notice>
    );
  }
  if (run?.fusion === 'method') return <p className={common.note}>{text('retrieve.methodFusion')}</p>;
  const gains = blockGains(alphas, run?.scores).map((gain) => gain.toFixed(2));
  const sentences = [text('retrieve.identity.note', { width: run?.vectorWidth ?? 0 })];
  if (weighting.rho < 1 && hasExposureGain(run)) {
    sentences.push(text('retrieve.rho.explain', { rho: weighting.rho.toFixed(2) }));
  }
  return (
    <div className={styles.identity}>
      <strong>{text('retrieve.gains', { gains: gains.join(', ') })}</strong>
      <Help name={text('retrieve.gainsName')}>{sentences.join(' ')}</Help>
    </div>
  );
}
