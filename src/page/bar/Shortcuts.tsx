/** The keyboard shortcuts, as a list. */
import common from '../controls/common.module.css';
import { useText } from '../messages/useText';
import styles from './Shortcuts.module.css';

export function Shortcuts() {
  const text = useText();
  const shortcuts = [
    { keys: text('shortcuts.train.key'), what: text('shortcuts.train') },
    { keys: '.', what: text('shortcuts.step') },
    { keys: 'R', what: text('shortcuts.reset') },
    { keys: '?', what: text('shortcuts.list') },
    { keys: text('shortcuts.close.key'), what: text('shortcuts.close') },
  ];
  return (
    <>
      <dl className={styles.shortcuts}>
        {shortcuts.map(({ keys, what }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className={common.note}>{text('shortcuts.note')}</p>
    </>
  );
}
