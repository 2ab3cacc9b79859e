/** Offers the signals of which one may be the conversion, where no column is called so. */

import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { useNumbers, useText } from '../messages/useText';
import styles from './mapping.module.css';
import { type FileProperties, withRole } from './mappingDraft';
import { useCommands } from './usePage';

export function SignalOffer({ file, index }: Pick<FileProperties, 'file' | 'index'>) {
  const text = useText();
  const numbers = useNumbers();
  const { changeFile } = useCommands();
  const { mapping, proposal } = file;
  if (mapping.shape !== 'flags' || mapping.conversion) return null;
  const signals = proposal.signals.filter(({ column }) => column !== mapping.click);
  if (signals.length === 0) return null;
  return (
    <fieldset className={styles.group} data-part="signals">
      <FieldLabel as="legend">{text('mapping.signals')}</FieldLabel>
      <p className={common.note}>{text('mapping.signals.note')}</p>
      <div className={common.row}>
        {signals.map(({ column, share }) => (
          <Button
            key={column}
            onPress={() => changeFile(index, (draft) => withRole(draft, 'conversion', column))}
          >
            {text('mapping.signal', { column, share: numbers.share(share) })}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
