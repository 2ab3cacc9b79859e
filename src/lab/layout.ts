/** Tables as rows of text, before a writer gives them its own signs. */
import type { Objective } from '../data/schema';
import { RANKINGS, SIGNIFICANCE_LEVEL, SLICES } from './catalogue';
import { decimal, short, whole, withDeviation } from './numbers';
import { compared, type Figure, type LabRow } from './row';
import { figureName } from './shortfalls';
import type { LabTable } from './table';

export interface Grid {
  header: string[];
  rows: string[][];
  /** Sentences below the table. */
  notes: string[];
}

/** Stands for what is not there; a note says why. */
const NOTHING = '—';
/** Significantly better, and worse, than the reference. */
const BETTER = '▲';
const WORSE = '▼';

const COSTS = [
  'parameters',
  'width',
  'index bytes',
  'training s',
  'retrieval µs',
  'forgetting',
  'hypervolume',
];

/** Rows methods; for each objective its own score and its best fusion, then what the method costs. */
export function mainGrid(table: LabTable): Grid {
  const { objectives } = table.log;
  return {
    header: [
      'method',
      ...objectives.flatMap((objective) => RANKINGS.map((ranking) => `${objective} ${ranking}`)),
      ...COSTS,
    ],
    rows: table.rows.map((row) => [row.label, ...figureCells(row, objectives), ...costCells(row)]),
    notes: [legend(table), ...table.secondStages, ...gaps(table)],
  };
}

/** Rows methods and objectives; for each slice Recall@K by own score and by best fusion. */
export function sliceGrid({ rows, log }: LabTable): Grid {
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
    notes: [
      `Recall@${log.k} by own score / by best fusion. Head, torso and tail items hold the first 50 %, the ` +
        'next 30 % and the last 20 % of the training exposures; light users have at most the median of ' +
        'training exposures, heavy ones more, cold ones none. — : no test positive falls into the slice.',
    ],
  };
}

function figureCells({ measured }: LabRow, objectives: readonly Objective[]): string[] {
  return objectives.flatMap((objective) =>
    RANKINGS.map((ranking) => {
      const figure = measured?.figures[ranking][objective];
      return figure ? figureCell(figure) : NOTHING;
    }),
  );
}

/** “.312 ± .004 [.305, .318] ▲ / .210 / .113”; without X the recall comes first. */
function figureCell(figure: Figure): string {
  const { expected, recall, ndcg, interval, against } = figure;
  const isSignificant = against !== undefined && against.p < SIGNIFICANCE_LEVEL;
  const mark = isSignificant ? ` ${against.difference > 0 ? BETTER : WORSE}` : '';
  const first = `${withDeviation(compared(figure))} [${interval.map((end) => decimal(end)).join(', ')}]${mark}`;
  return [first, ...(expected ? [decimal(recall.mean)] : []), decimal(ndcg.mean)].join(' / ');
}

function costCells({ measured }: LabRow): string[] {
  if (!measured) return COSTS.map(() => NOTHING);
  const { parameters, vectorWidth, indexBytes, seconds, retrievalUs, forgetting, hypervolume } = measured;
  return [
    whole(parameters),
    whole(vectorWidth),
    whole(indexBytes),
    withDeviation(seconds, short),
    short(retrievalUs.mean),
    withDeviation(forgetting, short),
    hypervolume ? withDeviation(hypervolume) : NOTHING,
  ];
}

function legend({ log, reference }: LabTable): string {
  const also = log.figure === 'X' ? `Recall@${log.k} / NDCG@${log.k}` : `NDCG@${log.k}`;
  return (
    `${figureName(log)} ± standard deviation over seeds [95 % interval over users] / ${also}. ` +
    `${BETTER} ${WORSE} significantly better, worse than ${reference}: paired sign-flip test, ` +
    `Holm-corrected over all comparisons of this dataset, ${100 * SIGNIFICANCE_LEVEL} %.`
  );
}

/** Why a cell of the table is empty. */
function gaps({ rows, log }: LabTable): string[] {
  const failed = rows.flatMap(({ label, reasons }) => reasons.map((reason) => `${label}: ${reason}`));
  const waiting = rows.filter(({ measured, reasons }) => !measured && reasons.length === 0);
  const untested = log.objectives.filter(
    (objective) =>
      rows.some(({ measured }) => measured) &&
      rows.every(({ measured }) => !measured?.figures.own[objective]),
  );
  return [
    ...failed,
    ...waiting.map(({ label }) => `${label}: not measured yet.`),
    ...untested.map((objective) => `Nobody has a test ${objective}: there is nothing to recall.`),
    ...(log.objectives.length < 3 ? ['Without conversions there is no area over click × conversion.'] : []),
  ];
}
