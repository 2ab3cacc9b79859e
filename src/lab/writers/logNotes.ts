/** What is to be known of a log beside its table. */
import type { Coded } from '../../coded';
import type { LogFacts } from '../result';

/** Returns the notes on a log: the split of an uploaded one, and that it has a single objective. */
export function logNotes({ figure, split, objectives }: LogFacts): Coded[] {
  return [
    ...(split && figure !== 'X' ? [{ code: `split-${split}` }] : []),
    ...(!objectives.includes('click') ? [{ code: 'single-objective' }] : []),
  ];
}
