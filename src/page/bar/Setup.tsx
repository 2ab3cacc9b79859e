/** Log, method and τ: in the bar, and on a phone behind a button. */

import { LogMenu } from './LogMenu';
import { MethodMenu } from './MethodMenu';
import styles from './Setup.module.css';
import { TauSlider } from './TauSlider';

export function Setup() {
  return (
    <div className={styles.setup}>
      <LogMenu />
      <MethodMenu />
      <TauSlider />
    </div>
  );
}
