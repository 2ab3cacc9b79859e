/** What happened to the weights of a method that has no masks: what each stage moved them by. */
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { DataTable } from '../controls/DataTable';
import { ObjectiveHead } from '../legend/ObjectiveHead';
import { useNumbers, useText } from '../messages/useText';
import { usePage } from './usePage';
import { shownStages } from './weightsKind';

export function UnmaskedWeights() {
  const text = useText();
  const numbers = useNumbers();
  const reports = usePage((state) => state.reports);
  const isSequence = usePage((state) => shownStages(state).filter(({ kind }) => kind === 'train').length > 1);
  const later = reports.slice(1).filter(({ kind }) => kind !== 'rerank');
  const moves = later.filter(({ moved }) => moved !== undefined);
  return (
    <Card>
      <h3>{text('masks.unmasked')}</h3>
      <p>{text(isSequence ? 'masks.unmasked.sequence' : 'masks.unmasked.joint')}</p>
      {isSequence && moves.length > 0 && (
        <DataTable align="end">
          <caption className={common.note}>{text('masks.moved.note')}</caption>
          <thead>
            <tr>
              <th scope="col">{text('masks.moved.stage')}</th>
              <th scope="col">{text('masks.moved')}</th>
            </tr>
          </thead>
          <tbody>
            {moves.map(({ id, objective, moved = 0 }) => (
              <tr key={id}>
                <ObjectiveHead objective={objective} />
                <td>{numbers.share(moved)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Card>
  );
}
