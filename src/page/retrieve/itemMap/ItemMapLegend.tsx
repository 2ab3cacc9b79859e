/** What the colours and shapes of the map mean, and how many items each has. */
import { useText } from '../../messages/useText';
import styles from './ItemMap.module.css';
import { type Shape, shapePath } from './paint';
import type { Colouring } from './useColouring';

export function ItemMapLegend({ colouring }: { colouring: Colouring }) {
  const text = useText();
  return (
    <ul className={styles.legend} aria-label={text('itemMap.legend')}>
      <li>
        <span className={styles.rank} aria-hidden="true">
          1
        </span>
        {text('itemMap.legend.top')}
      </li>
      {colouring.groups.map(({ name, size, shape, colour }) => (
        <li key={name}>
          <ShapeMark shape={shape} colour={colour} />
          <span className={styles.group}>{name}</span>
          <small>{size}</small>
        </li>
      ))}
    </ul>
  );
}

function ShapeMark({ shape, colour }: { shape: Shape; colour: string }) {
  return (
    <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
      <path d={shapePath(shape, 5)} style={{ fill: colour }} fillRule="evenodd" />
    </svg>
  );
}
