/** A question mark that explains the control beside it, by mouse, touch and keyboard. */
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { useText } from '../messages/useText';
import './controls.css';

export function Help({ name, children }: { name: string; children: string }) {
  const text = useText();
  const label = text('help.about', { name });
  return (
    <DialogTrigger>
      <Button slot={null} className="help" aria-label={label}>
        ?
      </Button>
      <Popover className="tooltip" placement="top">
        <Dialog aria-label={label}>{children}</Dialog>
      </Popover>
    </DialogTrigger>
  );
}
