/** What a cell is, beside it and never cut off: above the page's boxes, on the side that has room. */
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './CellTip.module.css';
import { tipPosition } from './tipPosition';

export function CellTip({ anchor, children }: { anchor: HTMLElement; children: ReactNode }) {
  const tip = useRef<HTMLDivElement>(null);
  const [position, setPosition] = useState({ left: 0, top: 0 });
  // After every render: the cell, or what is said of it, may be another.
  useLayoutEffect(() => {
    const place = () => {
      if (!tip.current) return;
      const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
      const next = tipPosition(anchor.getBoundingClientRect(), tip.current.getBoundingClientRect(), view);
      setPosition((known) => (known.left === next.left && known.top === next.top ? known : next));
    };
    place();
    window.addEventListener('scroll', place, { capture: true, passive: true });
    return () => window.removeEventListener('scroll', place, { capture: true });
  });
  return createPortal(
    // What it says is announced by the layer's own text.
    <div ref={tip} className={styles.tip} style={position} aria-hidden="true">
      {children}
    </div>,
    document.body,
  );
}
