/** The masks of one tower: its embedding columns, then its two layers. */
import type { MaskPicture, MaskReport } from '../../worker/protocol/training';
import { useText } from '../messages/useText';
import { LayerPicture } from './LayerPicture';
import styles from './masks.module.css';

export function TowerMasks(properties: {
  tower: 'user' | 'item';
  report: MaskReport;
  pictures: readonly MaskPicture[];
  isSorted: boolean;
}) {
  const { tower, report, pictures, isSorted } = properties;
  const text = useText();
  const towerPictures = pictures.filter((picture) => picture.tower === tower);
  const tables = towerPictures.filter(({ rows }) => rows === 1);
  const layers = towerPictures.filter(({ rows }) => rows > 1);
  const shared = { tables, report, isSorted };
  return (
    <section className={styles.tower} data-side={tower} aria-label={text(`masks.tower.${tower}`)}>
      <h3>{text(`masks.tower.${tower}`)}</h3>
      <div className={styles.tables}>
        {tables.map((picture) => (
          <LayerPicture key={picture.layer} picture={picture} {...shared} />
        ))}
      </div>
      <div className={styles.layers}>
        {layers.map((picture) => (
          <LayerPicture key={picture.layer} picture={picture} {...shared} />
        ))}
      </div>
    </section>
  );
}
