/** A notice above the panels that waits for a decision. */
import type { ReactNode } from 'react';
import { Card } from './Card';
import styles from './PageNotice.module.css';

export function PageNotice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card as="aside" className={styles.notice} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </Card>
  );
}
