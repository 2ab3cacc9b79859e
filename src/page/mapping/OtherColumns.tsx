/** Columns that are features of users or items, or ignored. */

import common from '../controls/common.module.css';
import { SelectField } from '../controls/SelectField';
import { ShowMoreButton, useShowMore } from '../controls/ShowMore';
import { useCoded } from '../messages/useCoded';
import { useText } from '../messages/useText';
import styles from './mapping.module.css';
import type { FileProperties } from './mappingDraft';
import { otherColumns } from './mappingDraft';
import { useCommands } from './usePage';

const OTHER_ROLES = ['itemFeature', 'userFeature', 'ignored'] as const;

export function OtherColumns({ file, index, isOneOfSeveral }: FileProperties) {
  const text = useText();
  const coded = useCoded();
  const { changeFile } = useCommands();
  const columns = otherColumns(file, isOneOfSeveral);
  const { some, hidden, showMore } = useShowMore(columns);
  if (columns.length === 0) return null;
  const options = OTHER_ROLES.map((id) => ({ id, title: text(`mapping.other.${id}`) }));
  return (
    <details className={common.disclosure}>
      <summary>{text('mapping.others', { count: columns.length })}</summary>
      <p className={common.note}>{text('mapping.others.note')}</p>
      <div className={styles.grid}>
        {some.map(({ name, role, reason }) => (
          <div key={name} className={styles.choice}>
            <SelectField
              label={name}
              options={options}
              selected={role}
              onChoose={(next) =>
                changeFile(index, (draft) => ({ ...draft, others: { ...draft.others, [name]: next } }))
              }
            />
            <p className={common.note}>
              {file.others[name] ? text('mapping.chosen') : reason && coded('reason', reason)}
            </p>
          </div>
        ))}
      </div>
      <ShowMoreButton hidden={hidden} showMore={showMore} />
    </details>
  );
}
