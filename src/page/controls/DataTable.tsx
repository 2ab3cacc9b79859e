/** A table of numbers or columns; too wide for its panel it scrolls in its own box or becomes cards. */
import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import styles from './DataTable.module.css';

interface DataTableProperties extends Omit<ComponentProps<'table'>, 'align'> {
  /** Alignment of every column but the first; `end` for numbers. */
  align?: 'start' | 'end';
  /** `cards`: in a narrow panel each row is a card, and a cell shows its `data-label`. */
  narrow?: 'table' | 'cards';
}

export function DataTable(properties: DataTableProperties) {
  const { align = 'start', narrow = 'table', className, ...rest } = properties;
  return (
    <table {...rest} className={clsx(styles.table, className)} data-align={align} data-narrow={narrow} />
  );
}

/** A box that scrolls sideways; it is a region, because the keyboard must reach what scrolls. */
export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
