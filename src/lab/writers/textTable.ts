/** Tables as rows of text, before a writer adds its markup. */
import type { Objective } from '../../data/schema';
import { compared, FLOP_PER_GFLOP, RANKINGS, SIGNIFICANCE_LEVEL, SLICES, verdictOf } from '../labCatalogue';
import type { Figure, LabRow } from '../row';
import type { LabTable } from '../table';
import { logNotes } from './logNotes';
import { note, type SentenceOf } from './note';
import { decimal, integer, short, withDeviation } from './numbers';

export interface Grid {
  header: string[];
  rows: string[][];
  /** Sentences below the table. */
  notes: string[];
}

/** Fills an empty cell; a note says why it is empty. */
const NOTHING = '—';
/** Significantly better, and worse, than the reference. */
const MARKS = { better: ' ▲', worse: ' ▼', unclear: '' } as const;

const COSTS = [
  'parameters',
  'width',
  'index bytes',
  'steps',
  'GFLOP',
  'training s',
  'engine',
  'retrieval µs',
  'forgetting',
  'hypervolume',
];

/** Lays out a row for each method: every objective by its own score and by its best fusion, then the costs. */
export function mainGrid(table: LabTable, sentenceOf: SentenceOf): Grid {
  const { objectives } = table.log;
  const referenceSeeds = table.rows.find(({ label }) => label === table.reference)?.seeds.length ?? 0;
  return {
    header: [
      'method',
      ...objectives.flatMap((objective) => RANKINGS.map((ranking) => `${objective} ${ranking}`)),
      ...COSTS,
    ],
    rows: table.rows.map((row) => [
      row.label,
      ...figureCells(row, objectives, referenceSeeds),
      ...costCells(row),
    ]),
    notes: [
      legend(table, sentenceOf),
      note(sentenceOf, 'cost-legend'),
      ...table.engineNotes.map((engine) => sentenceOf('note', engine)),
      ...table.secondStages.map((stage) => sentenceOf('note', stage)),
      ...gaps(table, sentenceOf),
    ],
  };
}

/** Lays out a row for each method and objective: Recall@K of each slice by own score and by best fusion. */
export function sliceGrid({ rows, log }: LabTable, sentenceOf: SentenceOf): Grid {
  return {
    header: ['method', 'objective', ...SLICES],
    rows: rows.flatMap(({ label, measured }) =>
      log.objectives.map((objective) => [
        label,
        objective,
        ...SLICES.map((slice) => {
          const values = RANKINGS.map((ranking) => measured?.slices[ranking][objective]?.[slice]?.mean);
          return values.every((value) => value === undefined)
            ? NOTHING
            : values.map((value) => (value === undefined ? NOTHING : decimal(value))).join(' / ');
        }),
      ]),
    ),
    notes: [note(sentenceOf, 'slice-legend', { k: log.k })],
  };
}

function figureCells(
  { measured, seeds }: LabRow,
  objectives: readonly Objective[],
  referenceSeeds: number,
): string[] {
  const comparedSeeds = Math.min(seeds.length, referenceSeeds);
  return objectives.flatMap((objective) =>
    RANKINGS.map((ranking) => {
      const figure = measured?.figures[ranking][objective];
      return figure ? figureCell(figure, comparedSeeds) : NOTHING;
    }),
  );
}

/** Writes “.312 ± .004 [.305, .318] ▲ / .210 / .113”; without X the recall comes first, with one seed no mark. */
function figureCell(figure: Figure, seeds: number): string {
  const { expected, recall, ndcg, interval } = figure;
  const mark = MARKS[verdictOf(figure, seeds) ?? 'unclear'];
  const first = `${withDeviation(compared(figure))} [${interval.map((end) => decimal(end)).join(', ')}]${mark}`;
  return [first, ...(expected ? [decimal(recall.mean)] : []), decimal(ndcg.mean)].join(' / ');
}

function costCells({ measured }: LabRow): string[] {
  if (!measured) return COSTS.map(() => NOTHING);
  const { parameters, vectorWidth, indexBytes, steps, flops, seconds, engines } = measured;
  const { retrievalUs, forgetting, hypervolume } = measured;
  return [
    integer(parameters),
    integer(vectorWidth),
    integer(indexBytes),
    integer(steps),
    flops ? short(flops.mean / FLOP_PER_GFLOP) : NOTHING,
    withDeviation(seconds, short),
    engines.filter((name) => name !== 'none').join(', ') || NOTHING,
    short(retrievalUs.mean),
    withDeviation(forgetting, short),
    hypervolume ? withDeviation(hypervolume) : NOTHING,
  ];
}

function legend({ log: { figure, k }, reference }: LabTable, sentenceOf: SentenceOf): string {
  return note(sentenceOf, 'table-legend', { figure, k, reference, level: 100 * SIGNIFICANCE_LEVEL });
}

/** Returns the reasons of empty cells. */
function gaps({ rows, log }: LabTable, sentenceOf: SentenceOf): string[] {
  const pending = rows.filter(({ measured, reasons }) => !measured && reasons.length === 0);
  const untested = log.objectives.filter(
    (objective) =>
      rows.some(({ measured }) => measured) &&
      rows.every(({ measured }) => !measured?.figures.own[objective]),
  );
  return [
    ...rows.flatMap(({ label, reasons }) =>
      reasons.map((reason) => {
        return note(sentenceOf, 'row-failed', { method: label, reason: sentenceOf('error', reason) });
      }),
    ),
    ...pending.map(({ label }) => note(sentenceOf, 'row-pending', { method: label })),
    ...untested.map((objective) => note(sentenceOf, 'no-test-positives', { objective })),
    ...(log.objectives.length < 3 && log.objectives.includes('click')
      ? [note(sentenceOf, 'no-conversions')]
      : []),
    ...logNotes(log).map((fact) => sentenceOf('note', fact)),
  ];
}
