/** A framed box whose parts stand below one another. */
import { clsx } from 'clsx';
import type { ComponentProps, ElementType } from 'react';
import styles from './Card.module.css';

interface CardProperties extends ComponentProps<'div'> {
  /** The element, where a `div` says too little. */
  as?: 'div' | 'section' | 'figure' | 'aside' | 'details' | 'dl';
}

export function Card({ as = 'div', className, ...rest }: CardProperties) {
  // The elements take the same attributes here; only their types differ.
  const Element = as as ElementType;
  return <Element {...rest} className={clsx(styles.card, className)} />;
}
