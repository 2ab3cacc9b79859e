/** The frame of one part of the instrument: a region with a name and a size that nothing in it changes. */
import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../messages/useText';
import { GuardedPart } from '../shell/Section';
import type { Part as PartName } from '../shell/state';
import styles from './Part.module.css';
import { useCommands, usePage } from './usePage';

/** How long the article's outline stays around a part. */
const OUTLINE_MS = 4000;

export function Part({ name, children }: { name: PartName; children: ReactNode }) {
  const text = useText();
  const { outline } = useCommands();
  const isOutlined = usePage((state) => state.outlined === name);
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isOutlined) return;
    window.scrollTo({ top: 0 });
    frame.current?.scrollIntoView({ block: 'nearest' });
    frame.current?.focus({ preventScroll: true });
    const timer = setTimeout(() => outline(null), OUTLINE_MS);
    return () => clearTimeout(timer);
  }, [isOutlined, outline]);
  return (
    <section
      ref={frame}
      className={styles.part}
      data-part={name}
      data-outlined={isOutlined || undefined}
      aria-label={text(`play.part.${name}`)}
      tabIndex={-1}
    >
      <GuardedPart>{children}</GuardedPart>
    </section>
  );
}
