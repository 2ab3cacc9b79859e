/** The button of the list's head that opens the map of the items; what it shows comes in a chunk of its own. */
import { Suspense, useState } from 'react';
import { Button } from '../../controls/Button';
import { ModalDialog } from '../../controls/ModalDialog';
import { useText } from '../../messages/useText';
import { lazyPanel } from '../../shell/lazyPanel';
import { useCommands } from '../usePage';
import styles from './ItemMap.module.css';

const ItemMapPanel = lazyPanel(async () => (await import('./ItemMapPanel')).ItemMapPanel);

export function ItemMapDialog() {
  const text = useText();
  const { makeItemMap, cancelItemMap } = useCommands();
  const [isOpen, setOpen] = useState(false);
  const open = () => {
    setOpen(true);
    void makeItemMap();
  };
  const close = () => {
    setOpen(false);
    void cancelItemMap();
  };
  return (
    <>
      <Button size="small" variant="quiet" onPress={open}>
        {text('itemMap.open')}
      </Button>
      {isOpen && (
        <ModalDialog title={text('itemMap.title')} place="wide" onClose={close}>
          <Suspense fallback={<p className={styles.waiting}>{text('itemMap.loading')}</p>}>
            <ItemMapPanel />
          </Suspense>
        </ModalDialog>
      )}
    </>
  );
}
