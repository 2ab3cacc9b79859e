/** Validation recall, or drift, of each objective against steps, with that of `sequential` where it is known. */
import { useMemo } from 'react';
import { useText } from '../messages/useText';
import { Curves } from './Curves';
import { type ChartPoint, recallPoints, validationRows } from './chartRows';
import { shownSequential } from './sequentialRun';
import type { SequentialCourse } from './state';
import { usePage } from './usePage';

export function ObjectiveChart({ measure }: { measure: 'recall' | 'drift' }) {
  const text = useText();
  const validations = usePage((state) => state.validations);
  const stages = usePage((state) => state.plan?.stages);
  const sequential = usePage(shownSequential);
  const k = usePage((state) => state.dataset?.k ?? 50);
  const rows = useMemo(
    () => validationRows(validations, measure, stages ?? []),
    [validations, measure, stages],
  );
  const sequentialPoints = useMemo(
    () => (sequential ? pointsOf(sequential, measure) : []),
    [sequential, measure],
  );
  const name = measure === 'recall' ? text('chart.recall', { k }) : text('chart.drift');
  return (
    <Curves
      name={name}
      rows={rows}
      sequential={sequentialPoints}
      top={measure === 'recall' ? recallTop : top}
    />
  );
}

/** Returns the exposure points of the run of `sequential`: what is forgotten is exposure. */
function pointsOf({ validations }: SequentialCourse, measure: 'recall' | 'drift'): ChartPoint[] {
  if (measure === 'recall') return recallPoints(validations, 'exposure');
  return validations.flatMap(({ step, drift }) =>
    drift.exposure === undefined ? [] : [{ step, value: drift.exposure }],
  );
}

/** Returns the axis's end: rounded up to two digits, so that the ticks are readable; 1 where all values are 0. */
const top = (max: number) => (max > 0 ? Number((max * 1.1).toPrecision(2)) : 1);

/** Returns the axis's end for a recall, which is never above 1. */
export const recallTop = (max: number) => Math.min(1, top(max));
