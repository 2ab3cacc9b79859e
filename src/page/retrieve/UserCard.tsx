/** The chosen user: features, history in training, what changed in the list; and how to invent one. */

import { OBJECTIVES } from '../../data/schema';
import type { DatasetView } from '../../worker/protocol/data';
import type { UserView } from '../../worker/protocol/retrieval';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { ObjectiveChip } from '../legend/ObjectiveMark';
import { useNumbers, useText } from '../messages/useText';
import { featureText } from './featureText';
import { InventUser } from './InventUser';
import { ListChangesCard } from './ListChangesCard';
import styles from './UserCard.module.css';
import { usePage } from './usePage';

/** Maximum of items shown of the history; the rest is counted. */
const SHOWN_HISTORY = 14;

/** How far a user went, by the number of the log's objectives. */
const HISTORY_COUNTS = [
  'retrieve.history.countOne',
  'retrieve.history.countTwo',
  'retrieve.history.count',
] as const;

export function UserCard() {
  const text = useText();
  const dataset = usePage((state) => state.dataset);
  const view = usePage((state) => state.userView);
  const invented = usePage((state) => state.invented);
  if (!dataset || !view) return null;
  const features = dataset.users.features.map((feature) => ({
    name: feature.name,
    value:
      (invented ? invented.features[feature.name]?.join(', ') : featureText(feature, view.user)) ||
      text('number.none'),
  }));
  return (
    <Card>
      {features.length > 0 && (
        <dl className={styles.features}>
          {features.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {invented && <p>{text('retrieve.user.invented')}</p>}
      <History dataset={dataset} view={view} />
      <ListChangesCard />
      <InventUser />
    </Card>
  );
}

function History({ dataset, view }: { dataset: DatasetView; view: UserView }) {
  const text = useText();
  const numbers = useNumbers();
  const { history } = view;
  const reaching = (depth: number) => numbers.count(history.filter((entry) => entry.depth >= depth).length);
  const shown = history.slice(0, SHOWN_HISTORY);
  const names = dataset.items.titles ?? dataset.items.ids;
  return (
    <div className={common.stack}>
      <div className={common.spread}>
        <h3>{text('retrieve.history')}</h3>
        <span className={common.note}>
          {history.length > 0 &&
            text(HISTORY_COUNTS[dataset.summary.objectives.length - 1] ?? 'retrieve.history.count', {
              exposures: reaching(0),
              clicks: reaching(1),
              conversions: reaching(2),
            })}
        </span>
      </div>
      {history.length === 0 && <p className={common.note}>{text('retrieve.history.none')}</p>}
      <ul className={styles.chips}>
        {shown.map(({ item, depth }) => (
          <li key={item}>
            <ObjectiveChip objective={OBJECTIVES[depth] ?? 'exposure'}>{names[item]}</ObjectiveChip>
          </li>
        ))}
      </ul>
      {history.length > SHOWN_HISTORY && (
        <p className={common.note}>
          {text('retrieve.history.more', { count: history.length - SHOWN_HISTORY })}
        </p>
      )}
    </div>
  );
}
