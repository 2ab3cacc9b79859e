/** The backend in use, and why it was chosen. */

import { clsx } from 'clsx';
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger, Heading } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import common from '../controls/common.module.css';
import listboxStyles from '../controls/Listbox.module.css';
import { useNumbers, useText } from '../messages/useText';
import styles from './EngineBadge.module.css';
import { usePage } from './usePage';

const NAMES: Readonly<Record<string, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  webgl: 'WebGL',
  cpu: 'CPU',
};

export function EngineBadge() {
  const text = useText();
  const numbers = useNumbers();
  const engine = usePage((state) => state.engine);
  if (!engine) return <span className={styles.badge}>{text('engine.starting')}</span>;
  const backend = NAMES[engine.backend] ?? engine.backend;
  return (
    <DialogTrigger>
      <Button className={clsx(styles.badge)} aria-label={text('engine.label', { backend })}>
        <span className={styles.dot} data-software={engine.software || undefined} />
        {backend}
      </Button>
      <Popover className={clsx(listboxStyles.popover, styles.reason)} placement="bottom end">
        <Dialog>
          <Heading slot="title" level={3}>
            {text('engine.title')}
          </Heading>
          <p>{text(`engine.${engine.reasonCode}`)}</p>
          {engine.calibration && (
            <p className={common.note}>
              {text('engine.calibration', {
                wgsl: numbers.plain(engine.calibration.wgslMs),
                wasm: numbers.plain(engine.calibration.wasmMs),
              })}
            </p>
          )}
          <p className={common.note}>{text('engine.detail', { engine: engine.engine, backend })}</p>
          {engine.adapter && (
            <p className={common.note}>{text('engine.adapter', { adapter: engine.adapter })}</p>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
