/** The row header of an objective: its mark and its name. */
import type { Objective } from '../../data/schema';
import { useText } from '../messages/useText';
import styles from './ObjectiveHead.module.css';
import { ObjectiveMark } from './ObjectiveMark';

export function ObjectiveHead({ objective }: { objective: Objective }) {
  const text = useText();
  return (
    <th scope="row">
      <span className={styles.name}>
        <ObjectiveMark objective={objective} />
        {text(`objective.${objective}`)}
      </span>
    </th>
  );
}
