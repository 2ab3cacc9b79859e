/** A button that writes the drafted setup as a link into the address bar and the clipboard. */
import { useState } from 'react';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { useText } from '../messages/useText';
import { useCommands, usePage } from './usePage';

export function CopyLink() {
  const text = useText();
  const { copyLink } = useCommands();
  // By value: a plan that is prepared brings the same settings as another object.
  const config = usePage((state) => JSON.stringify(state.draft.config));
  const [copied, setCopied] = useState('');
  const copy = async () => {
    if (await copyLink()) setCopied(config);
  };
  return (
    <div className={common.row}>
      <Button isDisabled={config === 'null'} onPress={() => void copy()}>
        {text('link.copy')}
      </Button>
      <span className={common.note} role="status">
        {copied === config ? text('link.copied') : ''}
      </span>
    </div>
  );
}
