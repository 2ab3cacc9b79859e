/** A button that loads a share of the users where the whole log exceeds a limit. */

import type { Issue } from '../../data/schema';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { useNumbers, useText } from '../messages/useText';
import styles from './mapping.module.css';
import { useCommands, usePage } from './usePage';

export function SampleOffer({ issues }: { issues: readonly Issue[] }) {
  const text = useText();
  const numbers = useNumbers();
  const { sampleUsers } = useCommands();
  const isLoading = usePage((state) => state.loading !== null);
  const share = issues.find((issue) => issue.share)?.share;
  if (share === undefined) return null;
  return (
    <div className={styles.offer}>
      <Button variant="primary" isDisabled={isLoading} onPress={() => void sampleUsers(share)}>
        {text('mapping.sample', { share: numbers.share(share) })}
      </Button>
      <p className={common.note}>{text('mapping.sample.note')}</p>
    </div>
  );
}
