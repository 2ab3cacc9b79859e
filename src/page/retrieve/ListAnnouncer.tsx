/** Says once after each gesture what became of the list: a live region that nobody sees. */
import { useEffect, useRef, useState } from 'react';
import { OBJECTIVES } from '../../data/schema';
import common from '../controls/common.module.css';
import { useText } from '../messages/useText';
import { listChanges } from './listChanges';
import { fusedWeightList } from './steering';
import { usePage } from './usePage';
import { useComparedWeighting, useFusedRun, useWeighting } from './useWeighting';

/** A weighting that rests this long ends its gesture. */
const REST_MS = 900;

export function ListAnnouncer({ length }: { length: number }) {
  const weighting = useWeighting();
  const sentenceNow = useListSentence(length);
  const newest = useRef(sentenceNow);
  newest.current = sentenceNow;
  const [atStart] = useState(weighting);
  const [said, setSaid] = useState('');
  // The weighting alone: a list that moves because a model trains is not announced.
  useEffect(() => {
    if (weighting === atStart) return;
    const timer = setTimeout(() => setSaid(newest.current()), REST_MS);
    return () => clearTimeout(timer);
  }, [weighting, atStart]);
  return (
    <p className={common.hidden} role="status">
      {said}
    </p>
  );
}

/** Returns a function that says what a person who does not see the list needs to know of it; '' while there is none. */
function useListSentence(length: number): () => string {
  const text = useText();
  const names = usePage((state) => state.dataset?.items.titles ?? state.dataset?.items.ids);
  const objectives = usePage((state) => state.dataset?.summary.objectives.length ?? OBJECTIVES.length);
  const view = usePage((state) => state.userView);
  const run = useFusedRun();
  const weighting = useWeighting();
  const compared = useComparedWeighting();
  return () => {
    if (!view || run?.fusion === 'method') return '';
    const alphas = fusedWeightList(weighting, run, objectives);
    const before = fusedWeightList(compared, run, objectives);
    const { now, entered } = listChanges(view, { alphas, before }, length);
    return text('retrieve.said', {
      length: now.length,
      entered: entered.length,
      first: names?.[now[0] ?? -1] ?? text('number.none'),
      found: now.filter((item) => view.test.some((entry) => entry.item === item)).length,
      all: view.test.length,
    });
  };
}
