/** The loss of every batch against steps, in the hue of the objective being trained. */
import { useMemo } from 'react';
import { useText } from '../messages/useText';
import { Curves } from './Curves';
import { lossRows } from './chartRows';
import { usePage } from './usePage';
import { useThrottledValue } from './useThrottledValue';

const REDRAW_MS = 500;

export function LossChart() {
  const text = useText();
  const losses = useThrottledValue(
    usePage((state) => state.losses),
    REDRAW_MS,
  );
  const stages = usePage((state) => state.plan?.stages);
  const rows = useMemo(() => lossRows(losses, stages ?? []), [losses, stages]);
  return <Curves name={text('chart.loss')} rows={rows} />;
}
