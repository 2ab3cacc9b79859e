/** A value as a bar, with a reference value as a mark across it. */
import { clsx } from 'clsx';
import type { Objective } from '../../data/schema';
import fills from '../legend/fills.module.css';
import styles from './MarkedBar.module.css';

export function MarkedBar(properties: {
  /** Length of the bar as a share of the track, 0 to 1. */
  share: number;
  mark: { share: number; title: string } | undefined;
  /** The objective whose pattern fills the bar; without it the bar takes the hue around it. */
  owner?: Objective;
  /** Draws the bar in grey stripes. */
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
