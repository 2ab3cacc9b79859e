/** The bar: what is trained and how, the training's controls, and the way to the views. */

import { Button } from '../controls/Button';
import { Icon } from '../legend/Icon';
import { useText } from '../messages/useText';
import { EngineBadge } from '../shell/EngineBadge';
import { useIsNarrow } from '../shell/useWindowWidth';
import { Readout, TrainingAnnouncement, TrainingProgress } from '../train/Readout';
import { StepToolbar, TrainButton } from '../train/TransportButtons';
import styles from './Bar.module.css';
import { MoreMenu } from './MoreMenu';
import { Setup } from './Setup';
import { useCommands } from './usePage';
import { Views } from './Views';

export function Bar() {
  const text = useText();
  const isNarrow = useIsNarrow(720);
  return (
    <header className={styles.bar}>
      <div className={styles.line}>
        <h1 className={styles.brand}>
          <abbr title={text('app.name')}>{text('app.short')}</abbr>
        </h1>
        {!isNarrow && <Setup />}
        <section className={styles.transport} aria-label={text('transport.label')}>
          <TrainButton />
          <StepToolbar />
          <Readout />
          <TrainingAnnouncement />
        </section>
        <Views />
        <div className={styles.tools}>
          {isNarrow && <SetupButton />}
          <EngineBadge />
          <MoreMenu />
        </div>
      </div>
      <TrainingProgress />
    </header>
  );
}

function SetupButton() {
  const text = useText();
  const { openDrawer } = useCommands();
  return (
    <Button
      size="small"
      className={styles.setupButton}
      aria-label={text('bar.setup')}
      onPress={() => openDrawer('setup')}
    >
      <Icon name="setup" />
    </Button>
  );
}
