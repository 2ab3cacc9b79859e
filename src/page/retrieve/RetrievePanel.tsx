/** Panel 6: a user, the fusion weights and the ranked list. */

import { Card } from '../controls/Card';
import { Notice } from '../controls/Notice';
import { useText } from '../messages/useText';
import { FusedRecall } from './FusedRecall';
import { FusionIdentity, FusionSliders } from './FusionSliders';
import { FusionTriangle } from './FusionTriangle';
import { ListAnnouncer } from './ListAnnouncer';
import { LiveNote } from './LiveNote';
import { MapLegend } from './MapLegend';
import { MapTable } from './MapTable';
import { RankedList } from './RankedList';
import styles from './retrieve.module.css';
import { SteeringBar } from './SteeringBar';
import { UserCard } from './UserCard';
import { usePage } from './usePage';

export function RetrievePanel() {
  const text = useText();
  const isReady = usePage((state) => state.run !== null && state.userView !== null);
  const isKept = usePage((state) => state.shownStage?.hasList ?? true);
  if (!isKept) return <Notice kind="empty">{text('retrieve.stageNotKept')}</Notice>;
  if (!isReady) return <Notice kind="empty">{text('retrieve.empty')}</Notice>;
  return (
    <div className={styles.retrieve}>
      <div className={styles.side}>
        <Card>
          <h3>{text('retrieve.weights')}</h3>
          <div className={styles.fusion}>
            <FusionTriangle />
            <FusionSliders />
          </div>
          <MapLegend />
          <SteeringBar />
          <FusedRecall />
          <FusionIdentity />
          <details>
            <summary>{text('retrieve.map.table')}</summary>
            <MapTable />
          </details>
        </Card>
        <UserCard />
      </div>
      <div>
        <LiveNote />
        <RankedList />
        <ListAnnouncer length={10} />
      </div>
    </div>
  );
}
