/** Panel 5: the current run beside what needs no training, then all runs of this page. */

import { useText } from '../messages/useText';
import { Definitions } from './Definitions';
import { ObjectiveResults } from './ObjectiveResults';
import { Runs } from './Runs';
import { usePage } from './usePage';
import { useScorers } from './useScorers';
import './results.css';

export function ResultsPanel() {
  const text = useText();
  const run = usePage((state) => state.run);
  const objectives = usePage((state) => state.dataset?.summary.objectives);
  const { scorers, k } = useScorers();
  const isMeasured = scorers.some(({ id }) => id === 'run');
  return (
    <>
      {!run || !objectives ? (
        <p className="empty">{text('results.empty')}</p>
      ) : !isMeasured ? (
        <p className="empty" role="status">
          {text('results.measuring')}
        </p>
      ) : (
        <div className="card stack">
          <div className="objectiveResults" data-objectives={objectives.length}>
            {objectives.map((objective) => (
              <ObjectiveResults key={objective} objective={objective} scorers={scorers} k={k} />
            ))}
          </div>
          <Definitions k={k} />
        </div>
      )}
      <Runs />
    </>
  );
}
