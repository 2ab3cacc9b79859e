/** The controls of training; the first one is the page's only primary button. */

import { clsx } from 'clsx';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { methodEntry } from '../../methods/methodCatalogue';
import { Button } from '../controls/Button';
import helpStyles from '../controls/Help.module.css';
import { Icon, type IconName } from '../legend/Icon';
import { useText } from '../messages/useText';
import { isTraining } from './state';
import styles from './Transport.module.css';
import { useCommands, usePage } from './usePage';

export function TransportButtons() {
  const text = useText();
  const commands = useCommands();
  const status = usePage((state) => state.status);
  const isReady = usePage((state) => state.dataset !== null && state.loading === null);
  const learns = usePage(({ draft }) => methodEntry(draft.method)?.trained ?? true);
  const isRunning = status === 'running';
  const canStep = isReady && learns && !isRunning;
  return (
    <div className={styles.buttons}>
      <PrimaryButton isReady={isReady} />
      <SmallButton
        icon="stepBatch"
        label={text('transport.stepBatch')}
        isDisabled={!canStep}
        onPress={() => commands.step('batch')}
      />
      <SmallButton
        icon="stepStage"
        label={text('transport.stepStage')}
        isDisabled={!canStep}
        onPress={() => commands.step('stage')}
      />
      <SmallButton
        icon="cancel"
        label={text('transport.cancel')}
        isDisabled={!isTraining({ status })}
        onPress={() => commands.cancel()}
      />
      <SmallButton
        icon="reset"
        label={text('transport.reset')}
        isDisabled={!isReady || !learns || status === 'idle'}
        onPress={() => commands.reset('same')}
      />
      <SmallButton
        icon="seed"
        label={text('transport.newSeed')}
        isDisabled={!isReady || !learns}
        onPress={() => commands.reset('next')}
      />
    </div>
  );
}

function PrimaryButton({ isReady }: { isReady: boolean }) {
  const text = useText();
  const { train, play, pause } = useCommands();
  const status = usePage((state) => state.status);
  const action = { running: pause, paused: play }[status as string] ?? train;
  const isRunning = status === 'running';
  const label = {
    running: text('transport.pause'),
    paused: text('transport.play'),
    idle: text('transport.train'),
    finished: text('transport.trainAgain'),
    cancelled: text('transport.train'),
    failed: text('transport.train'),
  }[status];
  return (
    <Button variant="primary" isDisabled={!isReady} onPress={() => void action()}>
      <Icon name={isRunning ? 'pause' : 'play'} />
      {label}
    </Button>
  );
}

function SmallButton(properties: {
  icon: IconName;
  label: string;
  isDisabled: boolean;
  onPress: () => Promise<void>;
}) {
  const { icon, label, isDisabled, onPress } = properties;
  return (
    <TooltipTrigger delay={300}>
      <Button
        className={styles.icon}
        aria-label={label}
        isDisabled={isDisabled}
        onPress={() => void onPress()}
      >
        <Icon name={icon} />
        <span className={styles.iconLabel}>{label}</span>
      </Button>
      <Tooltip className={clsx(helpStyles.tooltip, styles.iconHint)}>{label}</Tooltip>
    </TooltipTrigger>
  );
}
