/** The way to the views, as links: each has an address, and the browser’s Back works. */
import { clsx } from 'clsx';
import { Toolbar } from 'react-aria-components/Toolbar';
import { useText } from '../messages/useText';
import { VIEWS } from '../shell/address';
import styles from './Bar.module.css';
import { usePage } from './usePage';

export function Views() {
  const text = useText();
  const open = usePage((state) => state.view);
  return (
    <nav className={styles.views} aria-label={text('view.label')}>
      <Toolbar className={clsx(styles.viewLinks)} aria-label={text('view.label')}>
        {VIEWS.map((view) => (
          <a key={view} href={`#${view}`} aria-current={view === open ? 'page' : undefined}>
            {text(`view.${view}`)}
          </a>
        ))}
      </Toolbar>
    </nav>
  );
}
