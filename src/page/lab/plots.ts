/** Fronts and sweep lines of the charts, derived from the lab's tables. */
import type { Objective } from '../../data/schema';
import { RANKINGS, type RankingName } from '../../lab/labCatalogue';
import type { LabTable, SweepRow, TradeOff } from '../../worker/protocol/lab';

/** Colour, shape and dash distinguish methods: 8 × 7 combinations before two look alike. */
const COLOURS = 8;
export const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'cross', 'star', 'wye'] as const;
const DASHES = ['0', '7 3', '2 3', '9 3 2 3'];

export interface SeriesStyle {
  colour: string;
  shape: (typeof SHAPES)[number];
  dash: string;
}

function seriesStyle(index: number): SeriesStyle {
  return {
    colour: `var(--series-${(index % COLOURS) + 1})`,
    shape: SHAPES[index % SHAPES.length]!,
    dash: DASHES[Math.floor(index / COLOURS) % DASHES.length]!,
  };
}

export interface Front {
  label: string;
  method: string;
  style: SeriesStyle;
  points: readonly TradeOff[];
  hypervolume?: number;
}

/** Returns each method's non-dominated points with one seed; a method keeps its style whichever seed is shown. */
export function frontsOf({ rows }: LabTable, seed: number): Front[] {
  return rows.flatMap(({ label, method, seeds, measured }, index) => {
    const front = measured?.fronts[seeds.indexOf(seed)] ?? [];
    if (front.length === 0) return [];
    const hypervolume = measured?.hypervolume?.mean;
    return [
      {
        label,
        method,
        style: seriesStyle(index),
        points: front,
        ...(hypervolume !== undefined && { hypervolume }),
      },
    ];
  });
}

/** Shortest axis of a plot of figures between 0 and 1: on it a difference of .001 is a fiftieth. */
export const MIN_SPAN = 0.05;

/** Returns an axis that holds the values with a margin, at least MIN_SPAN long, in whole hundredths, never below 0. */
export function axisOf(values: readonly number[]): [low: number, high: number] {
  if (values.length === 0) return [0, MIN_SPAN];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(MIN_SPAN, 1.1 * (high - low));
  const start = Math.max(0, (low + high - span) / 2);
  // Rounded to millionths first: binary fractions of whole hundredths lie a little beside them.
  const hundredths = (value: number) => Number((100 * value).toFixed(4));
  return [Math.floor(hundredths(start)) / 100, Math.ceil(hundredths(start + span)) / 100];
}

export const seedsOf = ({ rows }: LabTable): number[] =>
  [...new Set(rows.flatMap(({ seeds }) => seeds))].toSorted((a, b) => a - b);

export interface SweepLine {
  id: string;
  series: string;
  ranking: RankingName;
}

export interface SweepPlot {
  lines: SweepLine[];
  /** `value` on the axis, and each line's figure under its id. */
  points: Record<string, number | string>[];
  isNumeric: boolean;
}

/** Returns the plot of one objective on one dataset, with a line for each series and ranking. */
export function sweepPlot(rows: readonly SweepRow[], dataset: string, objective: Objective): SweepPlot {
  const selected = rows.filter((row) => row.dataset === dataset && row.objective === objective);
  const series = [...new Set(selected.map((row) => row.series))];
  const values = [...new Set(selected.map(({ value }) => value))];
  const idOf = (name: string, ranking: RankingName) => `${name} ${ranking}`;
  const points = values.map((value) => {
    const figures = selected
      .filter((row) => row.value === value)
      .flatMap((row) => RANKINGS.map((ranking) => [idOf(row.series, ranking), row.figures[ranking].mean]));
    return { value, ...Object.fromEntries(figures) };
  });
  const isNumeric = values.every((value) => typeof value === 'number');
  return {
    lines: series.flatMap((name) =>
      RANKINGS.map((ranking) => ({ id: idOf(name, ranking), series: name, ranking })),
    ),
    points: isNumeric ? points.toSorted((a, b) => Number(a.value) - Number(b.value)) : points,
    isNumeric,
  };
}
