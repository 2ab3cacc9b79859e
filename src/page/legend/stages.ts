/** What a stage is called: Train click, Prune exposure. */
import type { StageOutline } from '../../worker/protocol/training';
import type { Text } from '../messages/useText';

export function stageTitle(
  { kind, objective }: Pick<StageOutline, 'kind' | 'objective'>,
  text: Text,
): string {
  return text(`stage.${kind}`, { objective: text(`objective.${objective}`).toLowerCase() });
}
