/** The grid as a table: every weighting with the recall of each objective and what it costs. */
import { OBJECTIVES } from '../../data/schema';
import { DataTable, TableScroll } from '../controls/DataTable';
import { ShowMoreButton, useShowMore } from '../controls/ShowMore';
import { useNumbers, useText } from '../messages/useText';
import { useColouredGrid } from './useColouredGrid';
import { usePage } from './usePage';

export function WeightingTable() {
  const text = useText();
  const numbers = useNumbers();
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  const coloured = useColouredGrid();
  const { some, ...more } = useShowMore(coloured?.cells ?? []);
  if (!coloured) return <p>{text('retrieve.grid.waiting')}</p>;
  const { rho, k } = coloured.grid;
  return (
    <TableScroll label={text('retrieve.grid.table')}>
      <DataTable align="end">
        <caption>{text('retrieve.grid.caption', { rho: rho.toFixed(2), k })}</caption>
        <thead>
          <tr>
            {objectives.map((objective) => (
              <th key={objective} scope="col">
                {text('retrieve.weight', { objective: text(`objective.${objective}`).toLowerCase() })}
              </th>
            ))}
            {objectives.map((objective) => (
              <th key={objective} scope="col">
                {text('retrieve.grid.recall', { objective: text(`objective.${objective}`).toLowerCase() })}
              </th>
            ))}
            <th scope="col">{text('retrieve.grid.coverage')}</th>
            <th scope="col">{text('retrieve.grid.popularity')}</th>
            <th scope="col">{text('retrieve.grid.optimal')}</th>
          </tr>
        </thead>
        <tbody>
          {some.map(({ weights, recall, coverage, popularity, isOptimal }) => (
            <tr key={weights.join()}>
              {weights.map((weight, index) => (
                <td key={OBJECTIVES[index]}>{weight.toFixed(2)}</td>
              ))}
              {objectives.map((objective) => (
                <td key={objective}>{numbers.score(recall[objective] ?? 0)}</td>
              ))}
              <td>{numbers.share(coverage)}</td>
              <td>{numbers.plain(Number(popularity.toPrecision(2)))}</td>
              <td>{text(isOptimal ? 'retrieve.grid.yes' : 'number.none')}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <ShowMoreButton {...more} />
    </TableScroll>
  );
}
