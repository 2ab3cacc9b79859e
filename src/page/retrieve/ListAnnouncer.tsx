/** Says once after each gesture what became of the list: a live region that nobody sees. */
import { useEffect, useRef, useState } from 'react';
import common from '../controls/common.module.css';
import { useText } from '../messages/useText';
import { useListChanges } from './useListChanges';
import { usePage } from './usePage';
import { useWeighting } from './useWeighting';

/** A weighting that rests this long ends its gesture. */
const REST_MS = 900;

export function ListAnnouncer({ length }: { length: number }) {
  const weighting = useWeighting();
  const sentence = useListSentence(length);
  const newest = useRef(sentence);
  newest.current = sentence;
  const [atStart] = useState(weighting);
  const [said, setSaid] = useState('');
  // The weighting alone: a list that moves because a model trains is not announced.
  useEffect(() => {
    if (weighting === atStart) return;
    const timer = setTimeout(() => setSaid(newest.current), REST_MS);
    return () => clearTimeout(timer);
  }, [weighting, atStart]);
  return (
    <p className={common.hidden} role="status">
      {said}
    </p>
  );
}

/** Returns what a person who does not see the list needs to know of it; '' while there is none. */
function useListSentence(length: number): string {
  const text = useText();
  const names = usePage((state) => state.dataset?.items.titles ?? state.dataset?.items.ids);
  const test = usePage((state) => state.userView?.test);
  const changes = useListChanges(length);
  if (!changes) return '';
  const { now, entered } = changes;
  return text('retrieve.said', {
    length: now.length,
    entered: entered.length,
    first: names?.[now[0] ?? -1] ?? text('number.none'),
    found: now.filter((item) => test?.some((entry) => entry.item === item)).length,
    all: test?.length ?? 0,
  });
}
