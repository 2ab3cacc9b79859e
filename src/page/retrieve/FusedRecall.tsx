/** Recall over all test users under the current weights: what a slider costs one objective and gains another. */
import { OBJECTIVES, type Objective } from '../../data/schema';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { MarkedBar } from '../controls/MarkedBar';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useNumbers, useText } from '../messages/useText';
import styles from './retrieve.module.css';
import { usePage } from './usePage';

export function FusedRecall() {
  const text = useText();
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  const k = usePage((state) => state.dataset?.k ?? 0);
  const recall = usePage((state) => state.fusedRecall);
  const evaluation = usePage((state) => (state.run ? state.evaluations[state.run.summary.id] : undefined));
  const values = objectives.map((objective) => ({
    objective,
    value: recall?.[objective],
    ownRecall: evaluation?.[objective]?.recall,
  }));
  const max = Math.max(0.01, ...values.flatMap(({ value = 0, ownRecall = 0 }) => [value, ownRecall]));
  return (
    <Card>
      <h3>{text('retrieve.fusedRecall', { k })}</h3>
      {recall ? (
        <>
          <ul className={styles.recallBars}>
            {values.map((bar) => (
              <RecallBar key={bar.objective} {...bar} scale={max * 1.12} />
            ))}
          </ul>
          <p className={common.note}>{text('retrieve.fusedRecall.note')}</p>
        </>
      ) : (
        <p className={common.note}>{text('retrieve.fusedRecall.waiting')}</p>
      )}
    </Card>
  );
}

function RecallBar(properties: {
  objective: Objective;
  value: number | undefined;
  ownRecall: number | undefined;
  scale: number;
}) {
  const { objective, value, ownRecall, scale } = properties;
  const text = useText();
  const numbers = useNumbers();
  return (
    <li className={styles.recallBar}>
      <ObjectiveMark objective={objective} />
      <span className={common.hidden}>{text(`objective.${objective}`)}</span>
      <MarkedBar
        share={(value ?? 0) / scale}
        owner={objective}
        mark={
          ownRecall === undefined
            ? undefined
            : {
                share: ownRecall / scale,
                title: text('retrieve.fusedRecall.own', { value: numbers.score(ownRecall) }),
              }
        }
      />
      <strong>{value === undefined ? text('number.none') : numbers.score(value)}</strong>
    </li>
  );
}
