/** Rows of a chart, from the losses and validations the worker reported. */
import type { Objective, PerObjective } from '../../data/schema';
import type { LossPoint, StageOutline, ValidationPoint } from '../../worker/protocol/training';
import { downsample } from './downsample';

export type ChartRow = { step: number } & Partial<PerObjective<number>>;

/** Points drawn at most over all stages. */
const DRAWN_POINTS = 240;

/** One row per drawn point. Each stage is sampled by itself and opened by an empty row, so that no bucket or line mixes two losses. */
export function lossRows(losses: readonly LossPoint[], stages: readonly StageOutline[]): ChartRow[] {
  const objectiveOf = new Map(stages.map(({ id, objective }) => [id, objective]));
  const runs: { objective: Objective; points: { step: number; value: number }[] }[] = [];
  let stage: string | undefined;
  for (const point of losses) {
    if (point.stage !== stage) {
      runs.push({ objective: objectiveOf.get(point.stage) ?? 'exposure', points: [] });
      stage = point.stage;
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

export function validationRows(
  validations: readonly ValidationPoint[],
  measure: 'recall' | 'drift',
): ChartRow[] {
  return validations.map((point) => ({ step: point.step, ...point[measure] }));
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
