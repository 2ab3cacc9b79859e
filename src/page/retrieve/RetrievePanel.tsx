/** Panel 6: a user, three weights, and the list they make. */
import { useText } from '../messages/useText';
import { FusedRecall } from './FusedRecall';
import { FusionSliders } from './FusionSliders';
import { RankedList } from './RankedList';
import { UserCard } from './UserCard';
import { usePage } from './usePage';
import './retrieve.css';

export function RetrievePanel() {
  const text = useText();
  const isReady = usePage((state) => state.run !== null && state.userView !== null);
  if (!isReady) return <p className="empty">{text('retrieve.empty')}</p>;
  return (
    <div className="retrieve">
      <div className="stack">
        <FusionSliders />
        <FusedRecall />
        <UserCard />
      </div>
      <RankedList />
    </div>
  );
}
