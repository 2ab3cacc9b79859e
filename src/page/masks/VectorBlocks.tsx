/**
 * The K numbers of a vector, each in the hue of the objective that owns it and as high as its gain. Pointing at a
 * block, or pressing it, lights its weights in the masks and its part in the list.
 */
import { OBJECTIVES, type Objective } from '../../data/schema';
import type { MaskPicture } from '../../worker/protocol/training';
import { Help } from '../controls/Help';
import fills from '../legend/fills.module.css';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { type Owner, ownerOfByte } from '../legend/owners';
import { useNumbers, useText } from '../messages/useText';
import { useCommands, usePage } from './usePage';
import styles from './VectorBlocks.module.css';

const BLOCKS = [...OBJECTIVES, 'free'] as const;
type Block = (typeof BLOCKS)[number];

/** `gains`: g of each objective, which the blocks of a user's vector are multiplied by; absent: none is known. */
export function VectorBlocks(properties: {
  pictures: readonly MaskPicture[];
  gains?: readonly number[] | undefined;
}) {
  const { pictures, gains } = properties;
  const text = useText();
  const output = pictures.find(({ layer, rows }) => layer === 'output' && rows > 1);
  if (!output) return null;
  const owners = unitOwners(output);
  const largest = Math.max(...(gains ?? []).map(Math.abs), 1e-9);
  return (
    <figure className={styles.blocks} aria-label={text('masks.blocks', { width: owners.length })}>
      <div className={styles.head}>
        <h3>{text('masks.blocks', { width: owners.length })}</h3>
        <Help name={text('play.part.vector')}>{text('masks.blocks.note')}</Help>
      </div>
      <ul className={styles.runs}>
        {BLOCKS.map((owner) => {
          const units = owners.filter((unit) => unit === owner).length;
          if (units === 0) return null;
          const gain = owner === 'free' ? undefined : gains?.[OBJECTIVES.indexOf(owner)];
          return (
            <li key={owner} className={styles.run} style={{ flexGrow: units }} data-owner={owner}>
              <VectorBlock
                owner={owner}
                units={units}
                gain={gain}
                height={gain === undefined ? 1 : Math.abs(gain) / largest}
              />
            </li>
          );
        })}
      </ul>
    </figure>
  );
}

/** A unit's owner is its bias's, and the bias is the last row. */
function unitOwners({ rows, columns, owners }: MaskPicture): Owner[] {
  return Array.from(owners.subarray((rows - 1) * columns), ownerOfByte);
}

function VectorBlock(properties: {
  owner: Block;
  units: number;
  gain: number | undefined;
  /** Share of the height that there is. */
  height: number;
}) {
  const { owner, units, gain, height } = properties;
  const text = useText();
  const numbers = useNumbers();
  const { highlightBlock } = useCommands();
  const highlight = usePage((state) => state.highlight);
  const objective: Objective | null = owner === 'free' ? null : owner;
  const isLit = objective !== null && highlight === objective;
  const ownerName = text(`owner.${owner}`);
  const name =
    gain === undefined
      ? text('masks.block', { owner: ownerName, units })
      : text('masks.block.withGain', { owner: ownerName, units, gain: numbers.plain(gain) });
  return (
    <button
      type="button"
      className={styles.block}
      aria-label={name}
      title={name}
      aria-pressed={isLit}
      data-faded={(highlight !== null && !isLit) || undefined}
      onPointerEnter={(event) => event.pointerType !== 'touch' && highlightBlock(objective)}
      onPointerLeave={(event) => event.pointerType !== 'touch' && highlightBlock(null)}
      onFocus={() => highlightBlock(objective)}
      onBlur={() => highlightBlock(null)}
    >
      <span className={styles.cells} aria-hidden="true">
        {Array.from({ length: units }, (_, cell) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: cells are alike
            key={cell}
            className={fills.fill}
            data-owner={owner}
            data-negative={(gain ?? 0) < 0 || undefined}
            style={{ height: `${100 * height}%` }}
          />
        ))}
      </span>
      <span className={styles.name}>
        {objective && <ObjectiveMark objective={objective} />}
        <span className={styles.word}>{ownerName}</span>
        <strong className={styles.units}>{units}</strong>
      </span>
      <span className={styles.gain}>
        {gain === undefined ? '' : text('masks.block.gain', { gain: numbers.plain(gain) })}
      </span>
    </button>
  );
}
