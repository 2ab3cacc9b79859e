/** All tables in one: for each log and objective CSMF and CSMF+ beside the best baseline. */
import type { Objective } from '../../src/data/schema';
import { comparisonOf } from '../../src/lab/comparisons';
import { compared, isBaseline, SUBJECTS, verdictOf } from '../../src/lab/labCatalogue';
import type { LabRow } from '../../src/lab/row';
import { notableSize } from '../../src/lab/shortfalls';
import type { LabTable } from '../../src/lab/table';
import { decimal, percent } from '../../src/lab/writers/numbers';

const OURS = 'csmf-plus';
const MARKS = { better: ' ▲', worse: ' ▼', unclear: '' } as const;

/** Writes own score / best fusion; the baseline is the best by best fusion, because that would be served. */
export function summaryOf(tables: readonly LabTable[]): string {
  return [
    `| log | objective | ${SUBJECTS.join(' | ')} | best baseline | ${OURS} against it |`,
    `|---|---|${SUBJECTS.map(() => '---|').join('')}---|---|`,
    ...tables.flatMap((table) => table.log.objectives.map((objective) => lineOf(table, objective))),
    '',
    'Own score / best fusion. The last column compares best fusions; ▲ ▼: the difference is significant ' +
      `(from two seeds on; paired sign-flip test, Holm-corrected). (×3.0): with three times the parameters of ${OURS}.`,
  ].join('\n');
}

function lineOf(table: LabTable, objective: Objective): string {
  const { dataset, log, rows, comparisons } = table;
  const baseline = bestOf(rows.filter(isBaseline), objective);
  const rowOf = (label: string) => rows.find((row) => row.label === label);
  const subject = rowOf(OURS);
  const [subjectMean, baselineMean] = [subject, baseline].map((row) => row && fusedMean(row, objective));
  const size = subject && baseline && notableSize(baseline, subject);
  const wanted = baseline && {
    left: OURS,
    right: baseline.label,
    objective,
    ranking: 'best' as const,
  };
  const against = wanted && comparisonOf(comparisons, wanted);
  const seeds = Math.min(subject?.seeds.length ?? 0, baseline?.seeds.length ?? 0);
  const mark = MARKS[verdictOf({ ...(against && { against }) }, seeds) ?? 'unclear'];
  const gain =
    subjectMean !== undefined && baselineMean ? `${signed(subjectMean / baselineMean - 1)}${mark}` : '—';
  return `| ${[
    `${dataset}, ${log.figure === 'X' ? 'X' : `Recall@${log.k}`}`,
    objective,
    ...SUBJECTS.map((label) => bothOf(rowOf(label), objective)),
    baseline
      ? `${baseline.label}${size ? ` (×${size.toFixed(1)})` : ''} ${bothOf(baseline, objective)}`
      : '—',
    gain,
  ].join(' | ')} |`;
}

const fusedMean = ({ measured }: LabRow, objective: Objective): number | undefined => {
  const figure = measured?.figures.best[objective];
  return figure && compared(figure).mean;
};

function bothOf(row: LabRow | undefined, objective: Objective): string {
  const { own, best } = row?.measured?.figures ?? {};
  const figures = [own?.[objective], best?.[objective]];
  return figures.map((figure) => (figure ? decimal(compared(figure).mean) : '—')).join(' / ');
}

function bestOf(rows: readonly LabRow[], objective: Objective): LabRow | undefined {
  const value = (row: LabRow) => fusedMean(row, objective) ?? Number.NEGATIVE_INFINITY;
  return rows
    .filter((row) => fusedMean(row, objective) !== undefined)
    .toSorted((a, b) => value(b) - value(a))[0];
}

const signed = (share: number): string => `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;
