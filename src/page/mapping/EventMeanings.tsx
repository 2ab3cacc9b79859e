/** The meaning of each kind of event: exposure, click, conversion or none. */
import { OBJECTIVES } from '../../data/schema';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { SelectField } from '../controls/SelectField';
import { useNumbers, useText } from '../messages/useText';
import styles from './mapping.module.css';
import { eventValues, type FileDraft, withEvent } from './mappingDraft';
import { useCommands } from './usePage';

const MAX_SHOWN = 30;

export function EventMeanings({ file, index }: { file: FileDraft; index: number }) {
  const text = useText();
  const numbers = useNumbers();
  const { changeFile } = useCommands();
  const values = eventValues(file);
  if (!file.mapping.event) return null;
  const shown = values.filter(({ value }) => value !== '').slice(0, MAX_SHOWN);
  const meanings = [...OBJECTIVES, 'none' as const];
  const options = meanings.map((id) => ({
    id,
    title: text(id === 'none' ? 'mapping.meaning.none' : `objective.${id}`),
  }));
  return (
    <fieldset className={styles.group}>
      <FieldLabel as="legend">{text('mapping.events')}</FieldLabel>
      {values.length === 0 && <p className={common.note}>{text('mapping.events.tooMany')}</p>}
      <div className={styles.grid}>
        {shown.map(({ value, rows }) => (
          <SelectField
            key={value}
            label={text('mapping.event', { value, rows: numbers.count(rows) })}
            options={options}
            selected={OBJECTIVES.find((name) => file.mapping.events?.[name]?.includes(value)) ?? 'none'}
            onChoose={(meaning) => changeFile(index, (draft) => withEvent(draft, value, meaning))}
          />
        ))}
      </div>
      {shown.length < values.length && (
        <p className={common.note}>
          {text('mapping.events.more', { shown: shown.length, count: values.length })}
        </p>
      )}
    </fieldset>
  );
}
