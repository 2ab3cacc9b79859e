/** A numbered section of the page: title, lesson and panel. */
import type { ReactNode } from 'react';
import { useText } from '../messages/useText';
import { PanelBoundary } from './PanelBoundary';
import styles from './Section.module.css';

export type SectionName = 'data' | 'plan' | 'train' | 'masks' | 'results' | 'retrieve' | 'lab';

/** The sections in their order on the page. */
export const SECTIONS: readonly SectionName[] = [
  'data',
  'plan',
  'train',
  'masks',
  'results',
  'retrieve',
  'lab',
];

export function Section({ name, children }: { name: SectionName; children: ReactNode }) {
  const text = useText();
  return (
    <section className={styles.section} id={name} aria-labelledby={`${name}-title`}>
      <header className={styles.lesson}>
        <span className={styles.number} aria-hidden="true">
          {SECTIONS.indexOf(name) + 1}
        </span>
        <h2 id={`${name}-title`}>{text(`${name}.title`)}</h2>
        <p>{text(`${name}.lesson`)}</p>
      </header>
      <div className={styles.panel}>
        <PanelBoundary fallback={(message) => <p role="alert">{text('app.panelFailed', { message })}</p>}>
          {children}
        </PanelBoundary>
      </div>
    </section>
  );
}
