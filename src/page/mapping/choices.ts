/** Changes of what is decided for all files at once. */
import type { ChoiceChanges, MappingDraft } from './mappingDraft';

/** Returns the draft with other choices; one that is undefined is as if it had never been made. */
export function withChoices(draft: MappingDraft, changes: ChoiceChanges): MappingDraft {
  const all = Object.entries({ ...draft.choices, ...changes });
  return { ...draft, choices: Object.fromEntries(all.filter(([, value]) => value !== undefined)) };
}
