/** The controls of training: the page's one primary button, and the steps as one Tab stop. */

import { clsx } from 'clsx';
import { Toolbar } from 'react-aria-components/Toolbar';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { methodEntry } from '../../methods/methodCatalogue';
import { Button } from '../controls/Button';
import helpStyles from '../controls/Help.module.css';
import { Icon, type IconName } from '../legend/Icon';
import { useText } from '../messages/useText';
import { trainAction } from './readout';
import { isTraining } from './state';
import styles from './Transport.module.css';
import { useCommands, usePage } from './usePage';

/** Trains, pauses or continues. While nothing can be trained it keeps the focus. */
export function TrainButton() {
  const text = useText();
  const { toggleTraining } = useCommands();
  const isReady = usePage((state) => state.dataset !== null && state.loading === null);
  const action = usePage(trainAction);
  return (
    <Button
      variant="primary"
      size="small"
      className={styles.train}
      aria-keyshortcuts="Space"
      isInactive={!isReady || action === 'starting'}
      onPress={() => void toggleTraining()}
    >
      <Icon name={action === 'pause' ? 'pause' : 'play'} />
      {text(`transport.${action}`)}
    </Button>
  );
}

export function StepToolbar() {
  const text = useText();
  const { step, cancel, reset } = useCommands();
  const status = usePage((state) => state.status);
  const isReady = usePage((state) => state.dataset !== null && state.loading === null);
  const learns = usePage(({ draft }) => methodEntry(draft.method)?.trained ?? true);
  const canStep = isReady && learns && status !== 'running';
  return (
    <Toolbar className={clsx(styles.steps)} aria-label={text('bar.steps')}>
      <StepButton icon="stepBatch" keys="." isInactive={!canStep} onPress={() => step('batch')} />
      <StepButton icon="stepStage" isInactive={!canStep} onPress={() => step('stage')} />
      <StepButton icon="cancel" isInactive={!isTraining({ status })} onPress={() => cancel()} />
      <StepButton
        icon="reset"
        keys="r"
        isInactive={!isReady || !learns || status === 'idle'}
        onPress={() => reset('same')}
      />
      <StepButton icon="newSeed" isInactive={!isReady || !learns} onPress={() => reset('next')} />
    </Toolbar>
  );
}

type Step = 'stepBatch' | 'stepStage' | 'cancel' | 'reset' | 'newSeed';

function StepButton(properties: {
  icon: Step;
  keys?: string;
  isInactive: boolean;
  onPress: () => Promise<void>;
}) {
  const { icon, keys, isInactive, onPress } = properties;
  const text = useText();
  const label = text(`transport.${icon}`);
  const picture: IconName = icon === 'newSeed' ? 'seed' : icon;
  return (
    <TooltipTrigger delay={300}>
      <Button
        size="small"
        className={styles.icon}
        aria-label={label}
        aria-keyshortcuts={keys}
        isInactive={isInactive}
        onPress={() => void onPress()}
      >
        <Icon name={picture} size={14} />
      </Button>
      <Tooltip className={clsx(helpStyles.tooltip)}>{label}</Tooltip>
    </TooltipTrigger>
  );
}
