/** The list beside the one it is compared with: what left, what entered, and how much both share. */

import { OBJECTIVES } from '../../data/schema';
import common from '../controls/common.module.css';
import { ObjectiveChip } from '../legend/ObjectiveMark';
import { useNumbers, useText } from '../messages/useText';
import styles from './ListChangesCard.module.css';
import { useListChanges } from './useListChanges';
import { usePage } from './usePage';

/** Items of each list. */
const LENGTH = 20;

export function ListChangesCard() {
  const text = useText();
  const numbers = useNumbers();
  const isPinned = usePage((state) => state.pinned !== null);
  const changes = useListChanges(LENGTH);
  if (!changes || changes.before.length === 0) return null;
  const { now, before, entered, left } = changes;
  const shared = numbers.share((now.length - entered.length) / Math.max(1, now.length));
  return (
    <section className={common.stack}>
      <h3>{text('retrieve.lists')}</h3>
      <p className={common.note}>
        {text('retrieve.lists.changes', { shared, entered: entered.length, left: left.length })}
      </p>
      <div className={styles.lists}>
        <ItemList
          title={text(isPinned ? 'retrieve.lists.pinned' : 'retrieve.lists.before')}
          items={before}
          marked={left}
          mark={text('retrieve.lists.left')}
        />
        <ItemList
          title={text('retrieve.lists.now')}
          items={now}
          marked={entered}
          mark={text('retrieve.lists.entered')}
        />
      </div>
    </section>
  );
}

function ItemList(properties: {
  title: string;
  items: readonly number[];
  /** Items that the other list does not have. */
  marked: readonly number[];
  mark: string;
}) {
  const { title, items, marked, mark } = properties;
  const names = usePage((state) => state.dataset?.items.titles ?? state.dataset?.items.ids) ?? [];
  const test = usePage((state) => state.userView?.test) ?? [];
  return (
    <div className={styles.list}>
      <h4>{title}</h4>
      <ol>
        {items.map((item) => {
          const hit = test.find((entry) => entry.item === item);
          const isMarked = marked.includes(item);
          return (
            <li key={item} data-marked={isMarked || undefined}>
              <span>{names[item]}</span>
              {hit && <ObjectiveChip objective={OBJECTIVES[hit.depth] ?? 'exposure'} />}
              {isMarked && <em>{mark}</em>}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
