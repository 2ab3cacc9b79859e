/** What an item of the map is: its name, its place in the list, and what the colouring says of it. */
import { useText } from '../../messages/useText';
import { usePage } from '../usePage';
import styles from './ItemMap.module.css';
import { type Picture, placeOf } from './paint';
import { onCanvas } from './viewport';

/** Room that a tip keeps to the canvas's edges, in CSS pixels: half its width, and its height. */
const [HALF_WIDTH, HEIGHT] = [104, 76];
const GAP = 16;

export function ItemMapTip(properties: {
  picture: Picture;
  item: number | null;
  /** Index in the list; −1 outside it. */
  rank: number;
  describe: (item: number) => string;
}) {
  const { picture, item, rank, describe } = properties;
  const text = useText();
  const items = usePage((state) => state.dataset?.items);
  return (
    <div className={styles.tipRegion} aria-live="polite">
      {item !== null && (
        <div className={styles.tip} style={placeOfTip(picture, item)}>
          <strong>{items?.titles?.[item] ?? items?.ids[item]}</strong>
          <span>{rank < 0 ? text('itemMap.notListed') : text('itemMap.ranked', { rank: rank + 1 })}</span>
          <span>{describe(item)}</span>
        </div>
      )}
    </div>
  );
}

/** Above the item, or below it where there is no room; never over the edge. */
function placeOfTip({ fitted, size, view }: Picture, item: number) {
  const { x, y } = onCanvas(placeOf(fitted, item), size, view);
  const left = Math.min(size.width - HALF_WIDTH, Math.max(HALF_WIDTH, x));
  const isBelow = y < HEIGHT + GAP;
  const top = Math.min(size.height, Math.max(0, isBelow ? y + GAP : y - GAP));
  return { left, top, transform: `translate(-50%, ${isBelow ? '0' : '-100%'})` };
}
