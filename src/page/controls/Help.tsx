/** A question mark that explains the control beside it, by mouse, touch and keyboard. */

import { clsx } from 'clsx';
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { useText } from '../messages/useText';
import styles from './Help.module.css';

export function Help({ name, children }: { name: string; children: string }) {
  const text = useText();
  const label = text('help.about', { name });
  return (
    <DialogTrigger>
      <Button slot={null} className={clsx(styles.help)} aria-label={label}>
        ?
      </Button>
      <Popover className={clsx(styles.tooltip)} placement="top">
        <Dialog aria-label={label}>{children}</Dialog>
      </Popover>
    </DialogTrigger>
  );
}
