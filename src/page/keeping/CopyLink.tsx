/** The drafted setup as a link: into the address bar and the clipboard. */
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useText } from '../messages/useText';
import { useCommands, usePage } from '../usePage';

export function CopyLink() {
  const text = useText();
  const { copyLink } = useCommands();
  const config = usePage((state) => state.draft.config);
  const [copied, setCopied] = useState<typeof config>(null);
  const copy = async () => {
    if (await copyLink()) setCopied(config);
  };
  return (
    <div className="row">
      <Button className="button" isDisabled={!config} onPress={() => void copy()}>
        {text('link.copy')}
      </Button>
      <span className="note" role="status">
        {config && copied === config ? text('link.copied') : ''}
      </span>
    </div>
  );
}
