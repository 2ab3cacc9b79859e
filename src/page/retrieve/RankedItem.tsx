/** One row of the ranked list, memoised: a moving slider renders only the rows that changed. */
import { clsx } from 'clsx';
import { memo, useState } from 'react';
import { OBJECTIVES, type Objective } from '../../data/schema';
import common from '../controls/common.module.css';
import fills from '../legend/fills.module.css';
import { ObjectiveChip } from '../legend/ObjectiveMark';
import { type Text, useText } from '../messages/useText';
import styles from './RankedItem.module.css';

export interface BarScale {
  low: number;
  high: number;
}

interface RankedItemProperties extends BarScale {
  rank: number;
  movement: number | null;
  score: number;
  title: string;
  detail: string;
  label: Objective | undefined;
  /** Contributions joined by spaces, '' where there are none: a string compares by value for the memo. */
  parts: string;
}

export const RankedItem = memo(function RankedItem(properties: RankedItemProperties) {
  const { rank, movement, score, title, detail, label, parts, low, high } = properties;
  const text = useText();
  return (
    <li className={styles.row} data-hit={label !== undefined || undefined}>
      <span className={styles.rank}>{rank}</span>
      <Movement movement={movement} />
      {/* By item: its words are others, not the same ones that moved. */}
      <span className={styles.name} key={title} title={detail ? `${title} · ${detail}` : title}>
        <span className={styles.title}>
          <strong>{title}</strong>
          {label && (
            <span
              className={styles.label}
              title={text('retrieve.test', { label: text(`objective.${label}`) })}
            >
              <ObjectiveChip objective={label} />
            </span>
          )}
        </span>
        <span className={styles.detail}>{detail}</span>
      </span>
      {parts ? <Contributions values={parts.split(' ').map(Number)} low={low} high={high} /> : <span />}
      <span className={styles.score}>{score.toFixed(3)}</span>
    </li>
  );
});

function Movement({ movement }: { movement: number | null }) {
  const text = useText();
  if (movement === null) return <span className={styles.movement}>{text('retrieve.newShort')}</span>;
  if (movement === 0) return <span className={styles.movement} />;
  const ranks = Math.abs(movement);
  return (
    <span className={styles.movement} data-up={movement > 0 || undefined}>
      <span aria-hidden="true">
        {movement > 0 ? '▲' : '▼'}
        {ranks}
      </span>
      <span className={common.hidden}>{text(movement > 0 ? 'retrieve.up' : 'retrieve.down', { ranks })}</span>
    </span>
  );
}

/** Returns the objective that adds most to an item's F, and its share of what all add. */
function strongest(values: readonly number[], text: Text): { objective: string; share: number } {
  const added = values.map((value) => Math.max(0, value));
  const total = added.reduce((sum, value) => sum + value, 0) || 1;
  const most = Math.max(...added);
  const objective = OBJECTIVES[added.indexOf(most)] ?? 'exposure';
  return { objective: text(`objective.${objective}`).toLowerCase(), share: Math.round((100 * most) / total) };
}

/** α·s of each objective as bars from a common zero, to the left where negative. */
function Contributions({ values, low, high }: { values: number[] } & BarScale) {
  const text = useText();
  const span = high - low;
  const [isPointedAt, setPointedAt] = useState(false);
  // Joined without a message's formatter: this runs for every row on every input event.
  const description = values
    .map((value, index) => `${text(`objective.${OBJECTIVES[index] ?? 'exposure'}`)} ${value.toFixed(2)}`)
    .join(', ');
  return (
    <span
      className={styles.contributions}
      role="img"
      aria-label={description}
      title={isPointedAt ? text('retrieve.why', strongest(values, text)) : undefined}
      onPointerEnter={() => setPointedAt(true)}
    >
      {values.map((value, index) => (
        <span
          key={OBJECTIVES[index]}
          className={clsx(fills.fill, styles.part)}
          data-owner={OBJECTIVES[index]}
          style={{
            marginInlineStart: `${(100 * (Math.min(value, 0) - low)) / span}%`,
            width: `${(100 * Math.abs(value)) / span}%`,
          }}
        />
      ))}
      <span className={styles.zero} style={{ insetInlineStart: `${(100 * -low) / span}%` }} />
    </span>
  );
}
