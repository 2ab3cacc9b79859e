/** A long list shown in steps, with a button that names how many entries are left. */
import { useState } from 'react';
import { useNumbers, useText } from '../messages/useText';
import { Button } from './Button';
import common from './common.module.css';

const STEP = 40;

/** Returns the first entries of a list, how many are hidden, and a function that shows more. */
export function useShowMore<Entry>(entries: readonly Entry[]) {
  const [shown, setShown] = useState(STEP);
  const hidden = Math.max(0, entries.length - shown);
  return { some: entries.slice(0, shown), hidden, showMore: () => setShown(shown + STEP) };
}

export function ShowMoreButton({ hidden, showMore }: { hidden: number; showMore: () => void }) {
  const text = useText();
  const numbers = useNumbers();
  if (hidden === 0) return null;
  const values = { more: Math.min(STEP, hidden), hidden: numbers.count(hidden) };
  return (
    <div className={common.row}>
      <Button onPress={showMore}>{text('list.more', values)}</Button>
      <span className={common.note}>{text('list.hidden', values)}</span>
    </div>
  );
}
