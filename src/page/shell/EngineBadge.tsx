/** The engine in use, and why it was chosen. */

import { clsx } from 'clsx';
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger, Heading } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import common from '../controls/common.module.css';
import listboxStyles from '../controls/Listbox.module.css';
import { useNumbers, useText } from '../messages/useText';
import styles from './EngineBadge.module.css';
import { usePage } from './usePage';

export function EngineBadge() {
  const text = useText();
  const numbers = useNumbers();
  const engine = usePage((state) => state.engine);
  if (!engine) return <span className={styles.badge}>{text('engine.starting')}</span>;
  const { backend, adapter, asked = '', calibration } = engine;
  const name = text(`engine.name.${engine.name}`);
  return (
    <DialogTrigger>
      <Button className={clsx(styles.badge)} aria-label={text('engine.label', { engine: name })}>
        <span className={styles.dot} data-software={engine.software || undefined} />
        {name}
      </Button>
      <Popover className={clsx(listboxStyles.popover, styles.reason)} placement="bottom end">
        <Dialog>
          <Heading slot="title" level={3}>
            {text('engine.title')}
          </Heading>
          <p>{text(`engine.${engine.reasonCode}`, { asked, name: engine.name })}</p>
          {calibration && (
            <p className={common.note}>
              {text('engine.calibration', {
                wgsl: numbers.plain(calibration.wgslMs),
                wasm: numbers.plain(calibration.wasmMs),
              })}
            </p>
          )}
          <p className={common.note}>{text(`engine.is.${engine.engine}`, { backend })}</p>
          {engine.engine !== 'tfjs' && <p className={common.note}>{text('engine.networks')}</p>}
          {adapter && <p className={common.note}>{text('engine.adapter', { adapter })}</p>}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
