/** One layer: its name, its picture, and the same picture enlarged. */
import common from '../controls/common.module.css';
import { useNumbers, useText } from '../messages/useText';
import { ExploredPicture, type LayerProperties } from './ExploredPicture';
import { LayerZoom } from './LayerZoom';
import { layerTitle } from './layerTitle';
import { tableName } from './maskOrder';
import styles from './masks.module.css';

export function LayerPicture(properties: LayerProperties) {
  const { picture } = properties;
  const text = useText();
  const numbers = useNumbers();
  const { rows, columns } = picture;
  const title = layerTitle(picture, text);
  const size = rows === 1 ? numbers.count(columns) : text('masks.size', { rows, columns });
  return (
    <div className={styles.layer} style={{ flexGrow: columns }}>
      <div className={styles.layerHead}>
        <span className={styles.layerName} title={`${title} ${size}`}>
          {rows === 1 ? tableName(picture.layer) : title} <span className={common.note}>{size}</span>
        </span>
        <LayerZoom {...properties} title={title} />
      </div>
      <ExploredPicture {...properties} />
    </div>
  );
}
