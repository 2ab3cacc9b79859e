/** Validation recall, or drift, of each objective against steps. */
import { useMemo } from 'react';
import { useText } from '../messages/useText';
import { Curves } from './Curves';
import { validationRows } from './chartRows';
import { usePage } from './usePage';

export function ObjectiveChart({ measure }: { measure: 'recall' | 'drift' }) {
  const text = useText();
  const validations = usePage((state) => state.validations);
  const k = usePage((state) => state.dataset?.k ?? 50);
  const rows = useMemo(() => validationRows(validations, measure), [validations, measure]);
  const name = measure === 'recall' ? text('chart.recall', { k }) : text('chart.drift');
  // A flat line at 0 would hide on the axis.
  const isFlat =
    measure === 'drift' &&
    validations.every(({ drift }) => Object.values(drift).every((value) => value === 0));
  return <Curves name={name} rows={rows} range={[isFlat ? -1 : 0, top]} />;
}

/** Returns the axis's end: rounded up to two digits, so that the ticks are readable. */
const top = (max: number) => (max > 0 ? Number((max * 1.1).toPrecision(2)) : 1);
