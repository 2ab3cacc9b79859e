/** Which backend computes, and why this one. */
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger, Heading } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { useNumbers, useText } from '../messages/useText';
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
  if (!engine) return <span className="badge">{text('engine.starting')}</span>;
  const backend = NAMES[engine.backend] ?? engine.backend;
  return (
    <DialogTrigger>
      <Button className="badge" aria-label={text('engine.label', { backend })}>
        <span className="badgeDot" data-software={engine.software || undefined} />
        {backend}
      </Button>
      <Popover className="popover engineWhy" placement="bottom end">
        <Dialog>
          <Heading slot="title" level={3}>
            {text('engine.title')}
          </Heading>
          <p>{text(`engine.${engine.reasonCode}`)}</p>
          {engine.calibration && (
            <p className="note">
              {text('engine.calibration', {
                wgsl: numbers.plain(engine.calibration.wgslMs),
                wasm: numbers.plain(engine.calibration.wasmMs),
              })}
            </p>
          )}
          <p className="note">{text('engine.detail', { engine: engine.engine, backend })}</p>
          {engine.adapter && <p className="note">{text('engine.adapter', { adapter: engine.adapter })}</p>}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
