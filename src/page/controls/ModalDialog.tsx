/** A box over the page. The focus goes into it, stays in it, and returns to where it came from. */
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useText } from '../messages/useText';
import { Button } from './Button';
import common from './common.module.css';
import styles from './ModalDialog.module.css';

export function ModalDialog(properties: {
  title: string;
  onClose: () => void;
  /** `side`: as high as the window; `centre`: a few sentences; `wide`: a picture. */
  place?: 'side' | 'centre' | 'wide';
  /** True where something is asked before it is done. */
  isQuestion?: boolean;
  children: ReactNode;
}) {
  const { title, onClose, place = 'side', isQuestion = false, children } = properties;
  const text = useText();
  return (
    <ModalOverlay
      className={clsx(styles.overlay)}
      data-place={place}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Modal className={clsx(styles.modal)} data-place={place}>
        <Dialog className={clsx(styles.dialog)} role={isQuestion ? 'alertdialog' : 'dialog'}>
          <div className={common.spread}>
            <Heading slot="title" level={2} className={clsx(styles.title)}>
              {title}
            </Heading>
            <Button onPress={onClose}>{text('dialog.close')}</Button>
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
