/** The letter of an objective as in the paper, so that colour alone never says which. */
import type { ReactNode } from 'react';
import type { Objective } from '../../data/schema';
import { useText } from '../messages/useText';
import styles from './ObjectiveMark.module.css';

export function ObjectiveMark({ objective }: { objective: Objective }) {
  const text = useText();
  return (
    <span className={styles.mark} data-owner={objective} aria-hidden="true">
      {text(`objective.${objective}.letter`)}
    </span>
  );
}

/** The letter with the objective's name or other content beside it. */
export function ObjectiveChip({ objective, children }: { objective: Objective; children?: ReactNode }) {
  const text = useText();
  return (
    <span className={styles.chip} data-owner={objective}>
      <ObjectiveMark objective={objective} />
      <span>{children ?? text(`objective.${objective}`)}</span>
    </span>
  );
}
