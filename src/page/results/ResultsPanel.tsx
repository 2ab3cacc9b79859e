/** Panel 5: the current run beside the untrained baselines. */

import { Card } from '../controls/Card';
import { Notice } from '../controls/Notice';
import { useText } from '../messages/useText';
import { Definitions } from './Definitions';
import { ObjectiveResults } from './ObjectiveResults';
import styles from './results.module.css';
import { usePage } from './usePage';
import { useScorers } from './useScorers';

export function ResultsPanel() {
  const text = useText();
  const run = usePage((state) => state.run);
  const objectives = usePage((state) => state.dataset?.summary.objectives);
  const { scorers, k } = useScorers();
  const isMeasured = scorers.some(({ id }) => id === 'run');
  return (
    <div className={styles.results}>
      {!run || !objectives ? (
        <Notice kind="empty">{text('results.empty')}</Notice>
      ) : !isMeasured ? (
        <Notice kind="empty" role="status">
          {text('results.measuring')}
        </Notice>
      ) : (
        <Card>
          <div className={styles.objectives}>
            {objectives.map((objective) => (
              <ObjectiveResults key={objective} objective={objective} scorers={scorers} k={k} />
            ))}
          </div>
          <Definitions k={k} />
        </Card>
      )}
    </div>
  );
}
