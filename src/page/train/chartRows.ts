/** Rows and lines of charts, from the losses and validations the worker reported. */
import { OBJECTIVES, type Objective, type PerObjective } from '../../data/schema';
import type { LossPoint, StageOutline, ValidationPoint } from '../../worker/protocol/training';
import { downsample } from './downsample';

export type ChartRow = { step: number } & Partial<PerObjective<number>>;

export interface ChartPoint {
  step: number;
  value: number;
}

/** A curve in pieces: it is not drawn from one trial of a stage to the next. */
export interface ChartLine {
  objective: Objective;
  pieces: readonly (readonly ChartPoint[])[];
  last: number;
}

/** Points drawn at most over all stages. */
const DRAWN_POINTS = 240;

/** One row per drawn point. Each stage, and each trial within one, is sampled by itself and opened by an empty row, so that no bucket or line mixes two losses. */
export function lossRows(losses: readonly LossPoint[], stages: readonly StageOutline[]): ChartRow[] {
  const objectiveOf = new Map(stages.map(({ id, objective }) => [id, objective]));
  const pieceOf = pieceAt(stages);
  const runs: { objective: Objective; points: ChartPoint[] }[] = [];
  let before: string | undefined;
  for (const point of losses) {
    const piece = `${point.stage} ${pieceOf(point.step)}`;
    if (piece !== before) {
      runs.push({ objective: objectiveOf.get(point.stage) ?? 'exposure', points: [] });
      before = piece;
    }
    runs.at(-1)!.points.push({ step: point.step, value: point.loss });
  }
  return runs.flatMap(({ objective, points }) => {
    const limit = Math.max(2, Math.floor((DRAWN_POINTS * points.length) / losses.length));
    const drawn = downsample(points, limit).map(
      ({ step, value }): ChartRow => ({ step, [objective]: value }),
    );
    // A row without a value breaks the line: the next stage's loss is another quantity.
    return [{ step: points[0]!.step - 1 }, ...drawn];
  });
}

/** One row per validation, with an empty row before each trial of a stage but its first, and after the last. */
export function validationRows(
  validations: readonly ValidationPoint[],
  measure: 'recall' | 'drift',
  stages: readonly StageOutline[],
): ChartRow[] {
  const pieceOf = pieceAt(stages);
  return validations.flatMap((point, index) => {
    const before = validations[index - 1];
    const isNew = before !== undefined && pieceOf(before.step) !== pieceOf(point.step);
    const row: ChartRow = { step: point.step, ...point[measure] };
    return isNew ? [{ step: before.step }, row] : [row];
  });
}

/** Returns the recall of each objective that has any, in the pieces of `pieceAt`. */
export function recallLines(
  validations: readonly ValidationPoint[],
  stages: readonly StageOutline[],
): ChartLine[] {
  const pieceOf = pieceAt(stages);
  return OBJECTIVES.flatMap((objective): ChartLine[] => {
    const points = recallPoints(validations, objective);
    const pieces: ChartPoint[][] = [];
    points.forEach((point, index) => {
      const before = points[index - 1];
      if (!before || pieceOf(before.step) !== pieceOf(point.step)) pieces.push([]);
      pieces.at(-1)!.push(point);
    });
    const last = points.at(-1)?.value;
    return last === undefined ? [] : [{ objective, pieces, last }];
  });
}

export const recallPoints = (validations: readonly ValidationPoint[], objective: Objective): ChartPoint[] =>
  validations.flatMap(({ step, recall }) => {
    const value = recall[objective];
    return value === undefined ? [] : [{ step, value }];
  });

/**
 * Returns the number of the piece of a curve in which a step lies. Within a stage of several trials a new piece
 * begins with each trial but the first, which starts from the weights before it, and with the stage's last step:
 * what is measured there is the trial that was kept.
 */
function pieceAt(stages: readonly StageOutline[]): (step: number) => number {
  const starts: number[] = [];
  let step = 0;
  for (const { steps, trials = [] } of stages) {
    for (let trial = 1; trial < trials.length; trial++) {
      starts.push(step + (trial * steps) / trials.length + 1);
    }
    step += steps;
    if (trials.length > 1) starts.push(step);
  }
  return (step) => starts.filter((start) => start <= step).length;
}

/** The step at which each stage that has any ends, the last one left out. */
export function stageEnds(stages: readonly StageOutline[]): number[] {
  let step = 0;
  const ends = stages
    .filter(({ steps }) => steps > 0)
    .map(({ steps }) => {
      step += steps;
      return step;
    });
  return ends.slice(0, -1);
}

/** Returns at most `limit` rows, evenly spread, the last one among them. */
export function thinned<Row>(rows: readonly Row[], limit: number): Row[] {
  const every = Math.ceil(rows.length / limit);
  return rows.filter((_, index) => (rows.length - 1 - index) % every === 0);
}
