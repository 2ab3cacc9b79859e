/** The canvas of the map: items below, the list's items lit above them, a tip, and buttons to enlarge it. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../controls/Button';
import common from '../../controls/common.module.css';
import { useText } from '../../messages/useText';
import styles from './ItemMap.module.css';
import { ItemMapTip } from './ItemMapTip';
import type { NearestItem } from './nearestItem';
import type { Colouring } from './useColouring';
import { useMapGestures } from './useMapGestures';
import { useMapPainting } from './useMapPainting';
import { type Size, type Viewport, WHOLE_MAP, zoomed } from './viewport';

/** One press of a button or key enlarges by this factor. */
const STEP = 1.6;

export function ItemMapPicture(properties: {
  places: Float32Array;
  nearest: NearestItem;
  colouring: Colouring;
  top: readonly number[];
  shown: number | null;
  onShow: (item: number | null) => void;
}) {
  const { places, nearest, colouring, top, shown, onShow } = properties;
  const text = useText();
  const frame = useRef<HTMLButtonElement>(null);
  const size = useSize(frame);
  const [view, setView] = useState<Viewport>(WHOLE_MAP);
  const picture = useMemo(() => ({ fitted: places, size, view }), [places, size, view]);
  const canvases = useMapPainting({ picture, groups: colouring.groups, top, shown });
  const enlarge = (factor: number) =>
    setView((now) => zoomed(now, factor, { at: { x: size.width / 2, y: size.height / 2 }, size }));
  const listeners = useMapGestures({ frame, picture, nearest, setView, onShow });
  const walk = (key: string): boolean => {
    const next = itemAfterKey(key, top, shown);
    if (next !== undefined) onShow(next);
    else if (key === '+' || key === '=') enlarge(STEP);
    else if (key === '-') enlarge(1 / STEP);
    else if (key === '0') setView(WHOLE_MAP);
    else return false;
    return true;
  };
  return (
    <div className={styles.canvas}>
      <button
        ref={frame}
        type="button"
        className={styles.frame}
        aria-label={text('itemMap.picture')}
        aria-describedby="item-map-keys"
        onKeyDown={(event) => {
          if (!event.ctrlKey && !event.metaKey && !event.altKey && walk(event.key)) event.preventDefault();
        }}
        {...listeners}
      >
        <canvas ref={canvases.items} />
        <canvas ref={canvases.lit} />
      </button>
      <ItemMapTip
        picture={picture}
        item={shown}
        rank={shown === null ? -1 : top.indexOf(shown)}
        describe={colouring.describe}
      />
      <div className={styles.zoom}>
        <Button size="small" aria-label={text('itemMap.enlarge')} onPress={() => enlarge(STEP)}>
          +
        </Button>
        <Button size="small" aria-label={text('itemMap.reduce')} onPress={() => enlarge(1 / STEP)}>
          −
        </Button>
        <Button size="small" onPress={() => setView(WHOLE_MAP)}>
          {text('itemMap.whole')}
        </Button>
      </div>
      <p id="item-map-keys" className={common.hidden}>
        {text('itemMap.keys')}
      </p>
    </div>
  );
}

/** Returns the item that an arrow key goes to: through the list by rank; undefined for another key. */
function itemAfterKey(key: string, top: readonly number[], shown: number | null): number | undefined {
  const rank = shown === null ? -1 : top.indexOf(shown);
  if (key === 'ArrowRight' || key === 'ArrowDown') return top[Math.min(top.length - 1, rank + 1)];
  if (key === 'ArrowLeft' || key === 'ArrowUp') return top[Math.max(0, rank - 1)];
  if (key === 'Home') return top[0];
  return key === 'End' ? top.at(-1) : undefined;
}

/** Returns the element's size in CSS pixels, 0 before it is laid out. */
function useSize(element: { current: HTMLElement | null }): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
