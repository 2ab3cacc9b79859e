/** Shares of the weights by owner as one bar, and the legend that names its fills. */

import type { OwnerCounts } from '../../worker/protocol/training';
import { useNumbers, useText } from '../messages/useText';
import fills from './fills.module.css';
import { ObjectiveMark } from './ObjectiveMark';
import { ownerShares } from './owners';
import styles from './ShareBar.module.css';

export function ShareBar({ counts, label }: { counts: OwnerCounts; label: string }) {
  const text = useText();
  const numbers = useNumbers();
  const shares = ownerShares(counts);
  const descriptions = shares.map(({ owner, share }) =>
    text('share.label', { owner: text(`owner.${owner}`), share: numbers.share(share) }),
  );
  return (
    <div className={styles.bar} role="img" aria-label={`${label}: ${descriptions.join(', ')}`}>
      {shares.map(({ owner, share }) => (
        <span
          key={owner}
          className={fills.fill}
          data-owner={owner}
          style={{ flexGrow: share, flexBasis: 0 }}
        />
      ))}
    </div>
  );
}

export function OwnerLegend({ counts }: { counts: OwnerCounts }) {
  const text = useText();
  const numbers = useNumbers();
  return (
    <ul className={styles.legend}>
      {ownerShares(counts).map(({ owner, share }) => (
        <li key={owner}>
          <span className={fills.swatch} data-owner={owner} />
          {owner !== 'free' && owner !== 'blocked' && <ObjectiveMark objective={owner} />}
          {text(`owner.${owner}`)} <strong>{numbers.share(share)}</strong>
        </li>
      ))}
    </ul>
  );
}
