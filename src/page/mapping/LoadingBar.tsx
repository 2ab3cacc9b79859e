/** The progress of reading or writing a file, and the button that stops it. */

import { Button } from '../controls/Button';
import { useText } from '../messages/useText';
import styles from './LoadingBar.module.css';
import { useCommands, usePage } from './usePage';

export function LoadingBar() {
  const text = useText();
  const { cancelLoading } = useCommands();
  const loading = usePage((state) => state.loading);
  return (
    <div role="status">
      {loading && (
        <div className={styles.loading}>
          <span>{text(`data.loading.${loading.what}`)}</span>
          <progress
            aria-label={text(`data.loading.${loading.what}`)}
            {...(loading.total > 0 ? { value: loading.done, max: loading.total } : {})}
          />
          {loading.what !== 'sample' && (
            <Button onPress={() => void cancelLoading()}>{text('mapping.stop')}</Button>
          )}
        </div>
      )}
    </div>
  );
}
