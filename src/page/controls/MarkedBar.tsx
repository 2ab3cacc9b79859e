/** A value as a bar, and a second value to hold it against as a mark across the bar. */
import { clsx } from 'clsx';
import type { Objective } from '../../data/schema';
import fills from '../legend/fills.module.css';
import styles from './MarkedBar.module.css';

export function MarkedBar(properties: {
  /** Of the track's width, 0 to 1. */
  share: number;
  mark: { share: number; title: string } | undefined;
  /** Whose pattern fills the bar; otherwise the hue around it. */
  owner?: Objective;
  /** Drawn in grey stripes, beside a bar in the objective's hue. */
  isBaseline?: boolean;
}) {
  const { share, mark, owner, isBaseline = false } = properties;
  return (
    <span className={styles.track} data-baseline={isBaseline || undefined}>
      <span
        className={clsx(styles.fill, owner && fills.fill)}
        data-owner={owner}
        style={{ width: `${100 * share}%` }}
      />
      {mark && (
        <span
          className={styles.mark}
          style={{ insetInlineStart: `${100 * mark.share}%` }}
          title={mark.title}
        />
      )}
    </span>
  );
}
