/** A sentence that stands out: a remark, a warning, a problem, or a placeholder for what is still empty. */
import { clsx } from 'clsx';
import type { ComponentProps, ElementType } from 'react';
import styles from './Notice.module.css';

interface NoticeProperties extends ComponentProps<'div'> {
  /** `div` for a notice of several parts. */
  as?: 'p' | 'div';
  kind: 'remark' | 'warning' | 'problem' | 'empty';
}

/** Announces nothing by itself: the caller passes the `role`. */
export function Notice({ as = 'p', kind, className, ...rest }: NoticeProperties) {
  const Element = as as ElementType;
  return <Element {...rest} className={clsx(styles.notice, className)} data-kind={kind} />;
}
