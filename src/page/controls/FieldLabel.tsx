/** The heading of a group of fields or of a part of a card. */
import type { ElementType, ReactNode } from 'react';
import styles from './FieldLabel.module.css';

/** `as`: a heading, a legend, or React Aria's Label, which names the group around it. */
export function FieldLabel({ as: Element, children }: { as: ElementType; children: ReactNode }) {
  return <Element className={styles.label}>{children}</Element>;
}
