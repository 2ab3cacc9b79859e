/** The column of each role: the guess, its reason, and any other column instead. */

import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { type Option, SelectField } from '../controls/SelectField';
import type { MessageId } from '../messages/en';
import { useCoded } from '../messages/useCoded';
import { type Text, useText } from '../messages/useText';
import styles from './mapping.module.css';
import type { FileProperties } from './mappingDraft';
import { type FileDraft, type Role, rolesOf, titleOf, withRole } from './mappingDraft';
import { useCommands } from './usePage';

/** Key of the option “none”: no column can have this name. */
const NONE = '\u0000';

export function RoleChoices({ file, index, isOneOfSeveral }: FileProperties) {
  const text = useText();
  const { changeFile } = useCommands();
  const reasonFor = useReason(file);
  const title = titleOf(file);
  return (
    <fieldset className={styles.group}>
      <FieldLabel as="legend">{text('mapping.columns')}</FieldLabel>
      <div className={styles.grid}>
        {rolesOf(file, isOneOfSeveral).map((role) => (
          <RoleChoice
            key={role}
            label={text(`mapping.role.${role}`)}
            options={columnsOf(file, NONE_TEXTS[role], text)}
            selected={file.mapping[role] ?? ''}
            reason={reasonFor(role, file.mapping[role] ?? '')}
            onChoose={(column) => changeFile(index, (draft) => withRole(draft, role, column))}
          />
        ))}
        <RoleChoice
          label={text('mapping.role.title')}
          options={columnsOf(file, undefined, text)}
          selected={title}
          reason={reasonFor('title', title)}
          onChoose={(column) =>
            changeFile(index, (draft) => ({ ...draft, mapping: { ...draft.mapping, title: column } }))
          }
        />
      </div>
    </fieldset>
  );
}

function RoleChoice(properties: {
  label: string;
  options: readonly Option<string>[];
  selected: string;
  reason: string;
  onChoose: (column: string) => void;
}) {
  const { label, options, selected, reason, onChoose } = properties;
  return (
    <div className={styles.choice}>
      <SelectField
        label={label}
        options={options}
        selected={selected || NONE}
        onChoose={(id) => onChoose(id === NONE ? '' : id)}
      />
      <p className={common.note}>{reason}</p>
    </div>
  );
}

const NONE_TEXTS: Partial<Record<Role, MessageId>> = {
  exposure: 'mapping.none.exposure',
  conversion: 'mapping.none.conversion',
  timestamp: 'mapping.none.timestamp',
};

/** Returns the columns with values of their first rows; of columns with the same name the first. */
function columnsOf({ profile }: FileDraft, none: MessageId = 'mapping.none', text: Text): Option<string>[] {
  const seen = new Set<string>();
  const columns = profile.columns.flatMap(({ name }, column) => {
    if (seen.has(name)) return [];
    seen.add(name);
    const detail = profile.preview.slice(0, 3).map((row) => row[column]?.trim().slice(0, 24));
    return [{ id: name, title: name, detail: detail.filter(Boolean).join(', ') }];
  });
  return [{ id: NONE, title: text(none) }, ...columns];
}

function useReason(file: FileDraft): (role: Role | 'title', column: string) => string {
  const text = useText();
  const coded = useCoded();
  return (role, column) => {
    const guess = file.proposal.roles[role];
    return (guess.column ?? '') === column ? coded('reason', guess.reason) : text('mapping.chosen');
  };
}
