/** The table in views: which columns each has, where their numbers are, and which is the best of a column. */
import { OBJECTIVES, type Objective } from '../../data/schema';
import {
  compared,
  isUpperBound,
  RANKINGS,
  type RankingName,
  SIGNIFICANCE_LEVEL,
  SLICES,
  type Slice,
} from '../../lab/labCatalogue';
import type { Estimate, Figure, LabRow, LabTable, RowMeasures } from '../../worker/protocol/lab';

export const TABLE_VIEWS = ['quality', 'accuracy', 'slices', 'cost'] as const;
export type TableView = (typeof TABLE_VIEWS)[number];

export type Cost =
  | 'parameters'
  | 'vectorWidth'
  | 'indexBytes'
  | 'seconds'
  | 'retrievalUs'
  | 'forgetting'
  | 'hypervolume';
const COSTS: readonly Cost[] = [
  'parameters',
  'vectorWidth',
  'indexBytes',
  'seconds',
  'retrievalUs',
  'forgetting',
];

/** A column: what stands in it, and whether more of it is better. */
export interface Column {
  id: string;
  heading:
    | { kind: 'ranking'; ranking: RankingName }
    | { kind: 'measure'; measure: 'recall' | 'ndcg' }
    | { kind: 'slice'; slice: Slice }
    | { kind: 'cost'; cost: Cost };
  /** Columns of one objective stand together under it. */
  objective?: Objective;
  better: 'more' | 'less';
  estimate(measured: RowMeasures): Estimate | undefined;
  /** Estimate with its interval and comparison. */
  figure?(measured: RowMeasures): Figure | undefined;
}

/** What is shown of a view that has more than fits: slices of one objective, accuracy of one ranking. */
export interface ViewChoice {
  objective: Objective;
  ranking: RankingName;
}

export function columnsOf(view: TableView, { log }: LabTable, choice: ViewChoice): Column[] {
  const objectives = OBJECTIVES.filter((name) => log.objectives.includes(name));
  if (view === 'quality') {
    const area = log.objectives.length === 3 ? [costColumn('hypervolume')] : [];
    return [...objectives.flatMap((name) => RANKINGS.map((ranking) => figureColumn(name, ranking))), ...area];
  }
  if (view === 'accuracy') return objectives.flatMap((name) => accuracyColumns(name, choice.ranking));
  if (view === 'slices') return SLICES.map((slice) => sliceColumn(slice, choice));
  return COSTS.map(costColumn);
}

function figureColumn(objective: Objective, ranking: RankingName): Column {
  const figure = ({ figures }: RowMeasures) => figures[ranking][objective];
  const estimate = (measured: RowMeasures) => {
    const found = figure(measured);
    return found && compared(found);
  };
  return {
    id: `${objective} ${ranking}`,
    heading: { kind: 'ranking', ranking },
    objective,
    better: 'more',
    estimate,
    figure,
  };
}

function accuracyColumns(objective: Objective, ranking: RankingName): Column[] {
  return (['recall', 'ndcg'] as const).map((measure) => ({
    id: `${objective} ${measure}`,
    heading: { kind: 'measure', measure },
    objective,
    better: 'more',
    estimate: ({ figures }) => figures[ranking][objective]?.[measure],
  }));
}

function sliceColumn(slice: Slice, { objective, ranking }: ViewChoice): Column {
  return {
    id: slice,
    heading: { kind: 'slice', slice },
    better: 'more',
    estimate: ({ slices }) => slices[ranking][objective]?.[slice],
  };
}

function costColumn(cost: Cost): Column {
  const estimate = (measured: RowMeasures): Estimate | undefined => {
    const value = measured[cost];
    return typeof value === 'number' ? { mean: value } : value;
  };
  const better = cost === 'hypervolume' ? 'more' : 'less';
  return { id: cost, heading: { kind: 'cost', cost }, better, estimate };
}

/** Labels of the best in a column; none where most are alike. Who learns nothing has no costs to compare. */
export function bestOf({ better, estimate }: Column, rows: readonly LabRow[]): Set<string> {
  const values = rows
    .filter((row) => !isUpperBound(row) && (better === 'more' || (row.measured?.parameters ?? 0) > 0))
    .flatMap(({ label, measured }) => {
      const found = measured && estimate(measured);
      return found ? [{ label, value: found.mean }] : [];
    });
  const all = values.map(({ value }) => value);
  const best = better === 'more' ? Math.max(...all) : Math.min(...all);
  const winners = values.filter(({ value }) => value === best);
  return new Set(2 * winners.length <= values.length ? winners.map(({ label }) => label) : []);
}

/** The ends that all intervals of an objective lie between, the ceiling's aside: it would press the others together. */
export function intervalScale(
  objective: Objective,
  rows: readonly LabRow[],
): [least: number, greatest: number] {
  const ends = rows
    .filter((row) => !isUpperBound(row))
    .flatMap(({ measured }) =>
      RANKINGS.flatMap((ranking) => measured?.figures[ranking][objective]?.interval ?? []),
    );
  const least = Math.min(...ends);
  return ends.length === 0 ? [0, 1] : [least, Math.max(least + 0.001, ...ends)];
}

/** What a comparison with the reference came to. */
export function verdictOf({ against }: Figure): 'better' | 'worse' | 'unclear' | null {
  if (!against) return null;
  if (against.p >= SIGNIFICANCE_LEVEL) return 'unclear';
  return against.difference > 0 ? 'better' : 'worse';
}
