/** A view of its own: title, a sentence on what it is for, and its panel. */
import type { ReactNode } from 'react';
import { useText } from '../messages/useText';
import type { View } from './address';
import { PanelBoundary } from './PanelBoundary';
import styles from './Section.module.css';

export function Section({ view, children }: { view: Exclude<View, 'play'>; children: ReactNode }) {
  const text = useText();
  return (
    <section className={styles.section} aria-labelledby={`${view}-title`}>
      <header className={styles.head}>
        <h2 id={`${view}-title`}>{text(`view.${view}.title`)}</h2>
        <p>{text(`view.${view}.sentence`)}</p>
      </header>
      <div className={styles.panel}>
        <GuardedPart>{children}</GuardedPart>
      </div>
    </section>
  );
}

/** A part of the page that, when it cannot be drawn, says so and leaves the others alone. */
export function GuardedPart({ children }: { children: ReactNode }) {
  const text = useText();
  return (
    <PanelBoundary fallback={(message) => <p role="alert">{text('app.panelFailed', { message })}</p>}>
      {children}
    </PanelBoundary>
  );
}
