/** The log's names of the objectives; an empty field leaves the default. */

import { clsx } from 'clsx';
import { Input, Label, TextField } from 'react-aria-components/TextField';
import { OBJECTIVES } from '../../data/schema';
import fieldStyles from '../controls/Field.module.css';
import { useText } from '../messages/useText';
import { type LogChoices, withName } from './mappingDraft';
import { useCommands } from './usePage';

const LONGEST_NAME = 40;

export function NameFields({ names = {} }: { names: LogChoices['names'] }) {
  const text = useText();
  const { changeChoices } = useCommands();
  return OBJECTIVES.map((objective) => (
    <TextField
      key={objective}
      className={clsx(fieldStyles.field)}
      maxLength={LONGEST_NAME}
      value={names[objective] ?? ''}
      onChange={(name) => changeChoices({ names: withName(names, objective, name) })}
    >
      <Label className={fieldStyles.label}>{text(`mapping.name.${objective}`)}</Label>
      <Input className={clsx(fieldStyles.input)} />
    </TextField>
  ));
}
