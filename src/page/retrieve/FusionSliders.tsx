/** Sliders for α_d, α_c and α_v, their presets, and the gains of the user vector's blocks. */

import { clsx } from 'clsx';
import { Toolbar } from 'react-aria-components/Toolbar';
import { OBJECTIVES, type Objective } from '../../data/schema';
import { blockGains } from '../../retrieve/fuse';
import type { FusionWeights } from '../../worker/protocol/retrieval';
import { Button } from '../controls/Button';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { SliderField } from '../controls/SliderField';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useText } from '../messages/useText';
import styles from './retrieve.module.css';
import { EQUAL_WEIGHTS } from './state';
import { useCommands, usePage } from './usePage';
import { isZero, weightList } from './userRanking';

export function FusionSliders() {
  const text = useText();
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  return (
    <Card>
      <h3>{text('retrieve.weights')}</h3>
      <div className={styles.sliders}>
        {objectives.map((objective) => (
          <WeightSlider key={objective} objective={objective} />
        ))}
      </div>
      <Presets objectives={objectives} />
      <Identity objectives={objectives.length} />
    </Card>
  );
}

const TWO_DIGITS = { minimumFractionDigits: 2 } as const;

function WeightSlider({ objective }: { objective: Objective }) {
  const text = useText();
  const { setWeight } = useCommands();
  const value = usePage((state) => state.weights[objective]);
  const name = text('retrieve.weight', { objective: text(`objective.${objective}`).toLowerCase() });
  return (
    <SliderField
      owner={objective}
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
      format={TWO_DIGITS}
    />
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
    <Toolbar className={clsx(styles.presets)} aria-label={text('retrieve.presets')}>
      {objectives.map((objective) => (
        <Button key={objective} size="small" onPress={() => setWeights(only(objective))}>
          {text('retrieve.preset.only', { objective: text(`objective.${objective}`) })}
        </Button>
      ))}
      <Button size="small" onPress={() => setWeights(EQUAL_WEIGHTS)}>
        {text('retrieve.preset.balanced')}
      </Button>
    </Toolbar>
  );
}

function Identity({ objectives }: { objectives: number }) {
  const text = useText();
  const weights = usePage((state) => state.weights);
  const isLinear = usePage((state) => state.run?.fusion !== 'method');
  const width = usePage((state) => state.run?.summary.vectorWidth ?? 0);
  const scores = usePage((state) => state.run?.scores);
  const alphas = weightList(weights, objectives);
  if (isZero(alphas)) {
    return (
      <Notice kind="remark" role="status">
        {text('retrieve.zero')}
      </Notice>
    );
  }
  if (!isLinear) return <p className={common.note}>{text('retrieve.methodFusion')}</p>;
  const gains = blockGains(alphas, scores).map((gain) => gain.toFixed(2));
  return (
    <div className={styles.identity}>
      <strong>{text('retrieve.gains', { gains: gains.join(', ') })}</strong>
      <p className={common.note}>{text('retrieve.identity.note', { width })}</p>
    </div>
  );
}
