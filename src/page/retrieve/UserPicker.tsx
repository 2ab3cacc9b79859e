/** The search for a user, the way to another one, and to what is known of the one shown. */
import { Button } from '../controls/Button';
import { useText } from '../messages/useText';
import styles from './UserPicker.module.css';
import { UserSearch } from './UserSearch';
import { useCommands, usePage } from './usePage';

export function UserPicker({ onDetails }: { onDetails: () => void }) {
  const text = useText();
  const { randomUser } = useCommands();
  const isKnown = usePage((state) => state.userView !== null);
  return (
    <div className={styles.picker}>
      <UserSearch />
      <Button size="small" isInactive={!isKnown} onPress={() => void randomUser()}>
        {text('retrieve.user.random')}
      </Button>
      <Button size="small" variant="quiet" isInactive={!isKnown} onPress={onDetails}>
        {text('retrieve.user.more')}
      </Button>
    </div>
  );
}
