/** Columns without a role of their own: features of a side, or nothing. */
import { SelectField } from '../controls/SelectField';
import { ShowMoreButton, useShowMore } from '../controls/ShowMore';
import { useText } from '../messages/useText';
import type { FileProperties } from './mappingDraft';
import { otherColumns } from './mappingDraft';
import { useCommands } from './usePage';

const OTHER_ROLES = ['itemFeature', 'userFeature', 'ignored'] as const;

export function OtherColumns({ file, index, isOneOfSeveral }: FileProperties) {
  const text = useText();
  const { changeFile } = useCommands();
  const columns = otherColumns(file, isOneOfSeveral);
  const { some, hidden, showMore } = useShowMore(columns);
  if (columns.length === 0) return null;
  const options = OTHER_ROLES.map((id) => ({ id, title: text(`mapping.other.${id}`) }));
  return (
    <details className="mappingMore">
      <summary>{text('mapping.others', { count: columns.length })}</summary>
      <p className="note">{text('mapping.others.note')}</p>
      <div className="mappingGrid">
        {some.map(({ name, role, reason }) => (
          <div key={name} className="mappingChoice">
            <SelectField
              label={name}
              options={options}
              selected={role}
              onChoose={(next) =>
                changeFile(index, (draft) => ({ ...draft, others: { ...draft.others, [name]: next } }))
              }
            />
            <p className="note">{file.others[name] ? text('mapping.chosen') : reason}</p>
          </div>
        ))}
      </div>
      <ShowMoreButton hidden={hidden} showMore={showMore} />
    </details>
  );
}
