/** The table of results: a row for each method, the columns of one view; cards in a narrow panel. */
import { isUpperBound } from '../../lab/labCatalogue';
import type { LabRow, LabTable } from '../../worker/protocol/lab';
import common from '../controls/common.module.css';
import { DataTable, TableScroll } from '../controls/DataTable';
import { methodTitle } from '../legend/methods';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useCoded } from '../messages/useCoded';
import { type Text, useText } from '../messages/useText';
import { bestOf, type Column, intervalScale } from './columns';
import { ResultCell } from './ResultCell';
import styles from './ResultTable.module.css';
import { usePage } from './usePage';

export function ResultTable({ table, columns }: { table: LabTable; columns: readonly Column[] }) {
  const text = useText();
  const { rows, log } = table;
  const referenceSeeds = rows.find(({ label }) => label === table.reference)?.seeds.length ?? 0;
  const best = new Map(columns.map((column) => [column.id, bestOf(column, rows)]));
  const scales = new Map(log.objectives.map((name) => [name, intervalScale(name, rows)]));
  return (
    <TableScroll label={text('lab.table')}>
      <DataTable narrow="cards" className={styles.table}>
        <Head columns={columns} k={log.k} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.label} data-upper-bound={isUpperBound(row) || undefined}>
              <RowHead row={row} table={table} />
              {row.measured ? (
                columns.map((column) => (
                  <ResultCell
                    key={column.id}
                    column={column}
                    measured={row.measured!}
                    label={labelOf(column, log.k, text)}
                    seeds={Math.min(row.seeds.length, referenceSeeds)}
                    isBest={best.get(column.id)?.has(row.label) ?? false}
                    scale={column.objective && !isUpperBound(row) ? scales.get(column.objective) : undefined}
                  />
                ))
              ) : (
                <Missing row={row} dataset={table.dataset} span={columns.length} />
              )}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </TableScroll>
  );
}

function Head({ columns, k }: { columns: readonly Column[]; k: number }) {
  const text = useText();
  const objectives = [...new Set(columns.flatMap(({ objective }) => objective ?? []))];
  const span = (objective: string) => columns.filter((column) => column.objective === objective).length;
  const rest = columns.filter(({ objective }) => !objective);
  return (
    <thead>
      {objectives.length > 0 && (
        <tr>
          <td />
          {objectives.map((objective) => (
            <th key={objective} scope="colgroup" colSpan={span(objective)} data-owner={objective}>
              <span className={styles.objective}>
                <ObjectiveMark objective={objective} />
                {text(`objective.${objective}`)}
              </span>
            </th>
          ))}
          {rest.length > 0 && <td colSpan={rest.length} />}
        </tr>
      )}
      <tr>
        <th scope="col">{text('lab.method')}</th>
        {columns.map((column) => (
          <th key={column.id} scope="col" title={helpOf(column, text)}>
            {headingOf(column, k, text)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Returns a function that joins the reasons of a row's failed trials. */
function useReasons(): (row: LabRow) => string {
  const coded = useCoded();
  return ({ reasons }) => reasons.map((reason) => coded('error', reason)).join(' ');
}

function RowHead({ row, table }: { row: LabRow; table: LabTable }) {
  const text = useText();
  const reasonsOf = useReasons();
  const seeds = usePage(({ lab }) => lab.state?.spec?.seeds.length ?? 0);
  const marks = [
    row.label === table.reference && text('lab.row.reference'),
    isUpperBound(row) && text('lab.row.upperBound'),
    row.measured && row.seeds.length < seeds && text('lab.row.seeds', { done: row.seeds.length, of: seeds }),
  ].filter(Boolean);
  return (
    <th scope="row">
      {methodTitle(row.label, text)}
      {marks.length > 0 && <span className={styles.mark}>{marks.join(' · ')}</span>}
      {row.measured && row.reasons.length > 0 && (
        <span className={styles.reason}>{text('lab.row.someFailed', { reason: reasonsOf(row) })}</span>
      )}
    </th>
  );
}

/** The cell of a method without results: failed, running or waiting. */
function Missing({ row, dataset, span }: { row: LabRow; dataset: string; span: number }) {
  const text = useText();
  const reasonsOf = useReasons();
  const isInWork = usePage(({ lab }) => {
    const { trial, status } = lab.state ?? {};
    const name = trial && ('sample' in trial.dataset ? trial.dataset.sample : dataset);
    return status === 'running' && trial?.variant.label === row.label && name === dataset;
  });
  const failed = row.reasons.length > 0;
  return (
    <td className={failed ? styles.reason : common.note} colSpan={span}>
      {failed
        ? text('lab.row.failed', { reason: reasonsOf(row) })
        : text(isInWork ? 'lab.row.inProgress' : 'lab.row.waiting')}
    </td>
  );
}

function headingOf({ heading }: Column, k: number, text: Text): string {
  switch (heading.kind) {
    case 'ranking':
      return text(`lab.ranking.${heading.ranking}`);
    case 'measure':
      return text(`results.${heading.measure}`, { k });
    case 'slice':
      return text(`lab.slice.${heading.slice}`);
    case 'cost':
      return text(`lab.cost.${heading.cost}`);
  }
}

function helpOf({ heading }: Column, text: Text): string | undefined {
  if (heading.kind === 'slice') return text(`lab.slice.${heading.slice}.help`);
  return heading.kind === 'cost' ? text(`lab.cost.${heading.cost}.help`) : undefined;
}

/** Returns the heading with the objective's name, for cards. */
function labelOf(column: Column, k: number, text: Text): string {
  const heading = headingOf(column, k, text);
  return column.objective ? `${text(`objective.${column.objective}`)}, ${heading}` : heading;
}
