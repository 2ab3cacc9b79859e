/** The K numbers of a vector, each in the hue of the objective that owns it. */
import type { MaskPicture } from '../../worker/protocol/training';
import common from '../controls/common.module.css';
import fills from '../legend/fills.module.css';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { ownerOfByte } from '../legend/owners';
import { useText } from '../messages/useText';
import styles from './OutputBlocks.module.css';

export function OutputBlocks({ pictures }: { pictures: readonly MaskPicture[] }) {
  const text = useText();
  const output = pictures.find(({ layer, rows }) => layer === 'output' && rows > 1);
  if (!output) return null;
  const { rows, columns, owners } = output;
  // A unit's owner is its bias's, and the bias is the last row.
  const blocks = [...owners.subarray((rows - 1) * columns)].sort((a, b) => a - b).map(ownerOfByte);
  const runs = (['exposure', 'click', 'conversion', 'free'] as const)
    .map((owner) => ({ owner, size: blocks.filter((block) => block === owner).length }))
    .filter(({ size }) => size > 0);
  return (
    <figure className={styles.blocks}>
      <div className={common.spread}>
        <h3>{text('masks.blocks', { width: columns })}</h3>
        <span className={common.note}>{text('masks.blocks.note')}</span>
      </div>
      <ul className={styles.runs}>
        {runs.map(({ owner, size }) => (
          <li key={owner} style={{ flexGrow: size }} data-owner={owner}>
            <span className={styles.cells} aria-hidden="true">
              {Array.from({ length: size }, (_, cell) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells are alike
                <span key={cell} className={fills.fill} data-owner={owner} />
              ))}
            </span>
            <span className={styles.name}>
              {owner !== 'free' && <ObjectiveMark objective={owner} />}
              <span className={styles.word}>{text(`owner.${owner}`)}</span>
              <strong>{size}</strong>
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
