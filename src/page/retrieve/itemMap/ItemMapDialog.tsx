/** The button of the list's head that opens the map of the items; what it shows comes in a chunk of its own. */
import { clsx } from 'clsx';
import { Suspense } from 'react';
import { Dialog, DialogTrigger, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from '../../controls/Button';
import common from '../../controls/common.module.css';
import { useText } from '../../messages/useText';
import { lazyPanel } from '../../shell/lazyPanel';
import { useCommands } from '../usePage';
import styles from './ItemMap.module.css';

const ItemMapPanel = lazyPanel(async () => (await import('./ItemMapPanel')).ItemMapPanel);

export function ItemMapDialog() {
  const text = useText();
  const { makeItemMap, cancelItemMap } = useCommands();
  const change = (isOpen: boolean) => void (isOpen ? makeItemMap() : cancelItemMap());
  return (
    <DialogTrigger onOpenChange={change}>
      <Button size="small" variant="quiet">
        {text('itemMap.open')}
      </Button>
      <ModalOverlay isDismissable className={clsx(styles.overlay)}>
        <Modal className={clsx(styles.modal)}>
          <Dialog className={clsx(styles.dialog)}>
            {({ close }) => (
              <>
                <div className={common.spread}>
                  <Heading slot="title">{text('itemMap.title')}</Heading>
                  <Button size="small" onPress={close}>
                    {text('itemMap.close')}
                  </Button>
                </div>
                <Suspense fallback={<p className={styles.waiting}>{text('itemMap.loading')}</p>}>
                  <ItemMapPanel />
                </Suspense>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
