/** The values of a place on the grid: beside it, so that no finger or edge covers them. */
import { OBJECTIVES } from '../../data/schema';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useNumbers, useText } from '../messages/useText';
import styles from './FusionTriangle.module.css';
import { type ColouredGrid, nearestCell } from './gridColours';

export function TriangleTip({
  weights,
  coloured,
}: {
  weights: readonly number[];
  coloured: ColouredGrid | null;
}) {
  const text = useText();
  const numbers = useNumbers();
  const cell = coloured && nearestCell(coloured.cells, weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  return (
    <span className={styles.tip} aria-hidden="true">
      {weights.map((weight, index) => {
        const objective = OBJECTIVES[index]!;
        const recall = cell?.recall[objective];
        return (
          <span key={objective}>
            <ObjectiveMark objective={objective} />
            {numbers.share(weight / total)}
            <strong>{recall === undefined ? text('number.none') : numbers.score(recall)}</strong>
          </span>
        );
      })}
      {cell?.isOptimal && <em>{text('retrieve.grid.optimal')}</em>}
    </span>
  );
}
