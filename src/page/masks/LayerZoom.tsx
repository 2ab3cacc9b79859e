/** A layer in a box of its own, every weight large enough to see its pattern; arrow keys move and pan. */
import { clsx } from 'clsx';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
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
  const { rows, columns, tower } = picture;
  const counts = report.layers.find((entry) => entry.tower === tower && entry.layer === picture.layer);
  const largest = Math.floor(Math.sqrt(MAX_PIXELS / (rows * columns)));
  const name = text('masks.zoom.title', { tower: text(`masks.tower.${tower}`), layer: title });
  return (
    <DialogTrigger>
      <AriaButton className={clsx(styles.open)} aria-label={text('masks.zoom.of', { name })}>
        <Icon name="enlarge" size={14} />
      </AriaButton>
      <ModalOverlay isDismissable className={clsx(styles.overlay)}>
        <Modal className={clsx(styles.modal)}>
          <Dialog className={clsx(styles.dialog)}>
            {({ close }) => (
              <>
                <div className={common.spread}>
                  <Heading slot="title">{name}</Heading>
                  <Button size="small" onPress={close}>
                    {text('masks.zoom.close')}
                  </Button>
                </div>
                {counts && <OwnerLegend counts={counts.owners} />}
                <div className={styles.scroll}>
                  <ExploredPicture {...properties} cellSize={Math.max(2, Math.min(CELL_SIZE, largest))} />
                </div>
                <p className={common.note}>{text('masks.hint')}</p>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
