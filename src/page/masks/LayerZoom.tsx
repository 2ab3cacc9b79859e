/** A layer in a box of its own, every weight large enough to see its pattern; arrow keys move and pan. */
import { clsx } from 'clsx';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import common from '../controls/common.module.css';
import { ModalDialog } from '../controls/ModalDialog';
import { Icon } from '../legend/Icon';
import { OwnerLegend } from '../legend/ShareBar';
import { useText } from '../messages/useText';
import { ExploredPicture, type LayerProperties } from './ExploredPicture';
import styles from './LayerZoom.module.css';

/** CSS pixels per weight: as large as a canvas of this many pixels allows, up to the first. */
const CELL_SIZE = 16;
const MAX_PIXELS = 4e6;

export function LayerZoom(properties: LayerProperties & { title: string }) {
  const { title, picture, report } = properties;
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const { rows, columns, tower } = picture;
  const counts = report.layers.find((entry) => entry.tower === tower && entry.layer === picture.layer);
  const largest = Math.floor(Math.sqrt(MAX_PIXELS / (rows * columns)));
  const name = text('masks.zoom.title', { tower: text(`masks.tower.${tower}`), layer: title });
  return (
    <>
      <AriaButton
        className={clsx(styles.open)}
        aria-label={text('masks.zoom.of', { name })}
        onPress={() => setOpen(true)}
      >
        <Icon name="enlarge" size={14} />
      </AriaButton>
      {isOpen && (
        <ModalDialog title={name} place="wide" onClose={() => setOpen(false)}>
          {counts && <OwnerLegend counts={counts.owners} />}
          <div className={styles.scroll}>
            <ExploredPicture {...properties} cellSize={Math.max(2, Math.min(CELL_SIZE, largest))} />
          </div>
          <p className={common.note}>{text('masks.hint')}</p>
        </ModalDialog>
      )}
    </>
  );
}
