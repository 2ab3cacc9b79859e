/** What was changed for a run, in words: “τ after exposure 0.6”. */
import { OBJECTIVES } from '../../data/schema';
import type { RunEntry } from '../../worker/protocol/training';
import type { MessageId } from '../messages/en';
import { useNumbers, useText } from '../messages/useText';
import { changesOf } from './listedRuns';
import { usePage } from './usePage';

export function useRunChanges(run: RunEntry | undefined): string[] {
  const text = useText();
  const numbers = useNumbers();
  const defaults = usePage((state) => (run ? state.defaults[run.method] : undefined));
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  if (!run || !defaults) return [];
  return changesOf(run, defaults, objectives).map(({ parameter, value }) => {
    const label = text(`config.${parameter.path}.label` as MessageId);
    if (parameter.kind === 'number') return `${label} ${numbers.tick(Number(value))}`;
    if (parameter.kind === 'switch') return `${label}: ${text(value ? 'choice.on' : 'choice.off')}`;
    return `${label}: ${text(`choice.${value}` as MessageId)}`;
  });
}
