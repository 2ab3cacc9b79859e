/** Names the public log that a file looks like, with its licence and source; a person can overrule it. */

import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import type { MessageId } from '../messages/en';
import { useText } from '../messages/useText';
import { type FileProperties, withoutKnownLog } from './mappingDraft';
import { useCommands } from './usePage';

export function KnownLogNote({ file, index }: Pick<FileProperties, 'file' | 'index'>) {
  const text = useText();
  const { changeFile } = useCommands();
  const { known } = file.proposal;
  if (!known) return null;
  const { id, name, licence, source, hasRemark } = known;
  return (
    <Notice as="div" kind="remark" data-part="known-log">
      <p>
        <strong>{text('known.title', { name })}.</strong>{' '}
        {hasRemark && text(`known.remark.${id}` as MessageId)} {text('known.licence', { licence })}{' '}
        <a href={source} rel="noreferrer" target="_blank">
          {text('known.source')}
        </a>
      </p>
      <div className={common.row}>
        <Button onPress={() => changeFile(index, withoutKnownLog)}>{text('known.overrule')}</Button>
      </div>
    </Notice>
  );
}
