/** Separator, encoding and header of a file, as detected; each correction profiles the file again. */

import { totalOf } from '../../data/csv/issues/issueCounts';
import { ENCODINGS, SEPARATORS } from '../../data/csv/understand/mappingTypes';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { SelectField } from '../controls/SelectField';
import { SwitchControl } from '../controls/SwitchControl';
import { useCoded } from '../messages/useCoded';
import { useNumbers, useText } from '../messages/useText';
import styles from './mapping.module.css';
import type { FileDraft } from './mappingDraft';
import { SEPARATOR_NAMES } from './separators';
import { useCommands } from './usePage';

export function FileFormat({ file: { profile }, index }: { file: FileDraft; index: number }) {
  const text = useText();
  const { changeFormat } = useCommands();
  const separators = SEPARATORS.map((id) => ({ id, title: text(`separator.${SEPARATOR_NAMES[id]}`) }));
  const encodings = ENCODINGS.map((id) => ({ id, title: id.toUpperCase() }));
  return (
    <fieldset className={styles.group}>
      <FieldLabel as="legend">{text('mapping.format')}</FieldLabel>
      <div className={styles.grid}>
        {profile.separator && (
          <SelectField
            label={text('mapping.separator')}
            options={separators}
            selected={profile.separator}
            onChoose={(separator) => void changeFormat(index, { separator })}
          />
        )}
        {profile.encoding && (
          <div className={styles.choice}>
            <SelectField
              label={text('mapping.encoding')}
              options={encodings}
              selected={profile.encoding}
              onChoose={(encoding) => void changeFormat(index, { encoding })}
            />
            {profile.encodingReason && (
              <p className={common.note}>{text(`reason.encoding-${profile.encodingReason}`)}</p>
            )}
          </div>
        )}
        {profile.kind === 'text' && (
          <div className={styles.switch}>
            <SwitchControl
              label={text('mapping.header')}
              isOn={profile.header}
              onChange={(header) => void changeFormat(index, { header })}
            />
          </div>
        )}
      </div>
      <Facts profile={profile} />
    </fieldset>
  );
}

function Facts({ profile }: Pick<FileDraft, 'profile'>) {
  const text = useText();
  const numbers = useNumbers();
  const coded = useCoded();
  const { rowCount, columns, indexColumn, gzip, counts, notices } = profile;
  const misfits = totalOf(counts);
  const sentences = [
    text('mapping.rows', { rows: numbers.count(rowCount), columns: numbers.count(columns.length) }),
    misfits > 0 && text('mapping.malformed', { count: misfits }),
    indexColumn !== undefined && text('mapping.index', { column: indexColumn }),
    gzip && text('mapping.gzip'),
    ...notices.map((notice) => coded('issue', notice)),
  ];
  return <p className={common.note}>{sentences.filter(Boolean).join(' ')}</p>;
}
