/** One layer's owners as a picture that can be explored with pointer or arrow keys. */
import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { MaskPicture } from '../../worker/protocol/training';
import { useResolvedTheme } from '../shell/useTheme';
import { type MaskOrder, orderMask } from './maskOrder';
import styles from './masks.module.css';
import { paintMask, readOwnerColours } from './paint';

export interface Cell {
  /** Row as stored, not as drawn. */
  row: number;
  column: number;
}

const TABLE_HEIGHT = 16;

export function MaskCanvas(properties: {
  picture: MaskPicture;
  isSorted: boolean;
  description: string;
  onExplore: (cell: Cell | null) => void;
}) {
  const { picture, isSorted, description, onExplore } = properties;
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLButtonElement>(null);
  const [position, setPosition] = useState({ x: 0, y: 0 });
  const arrangement = useMemo(() => orderMask(picture, isSorted), [picture, isSorted]);
  useMaskPainting({ canvas, frame, picture, arrangement });

  const show = (x: number, y: number) => {
    const column = arrangement.columns[x];
    const row = arrangement.rows[y];
    if (column === undefined || row === undefined) return;
    setPosition({ x, y });
    onExplore({ row, column });
  };
  const point = (event: PointerEvent) => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return;
    show(
      Math.floor(((event.clientX - box.left) / box.width) * picture.columns),
      Math.floor(((event.clientY - box.top) / box.height) * picture.rows),
    );
  };
  const press = (event: KeyboardEvent) => {
    const [right, down] = ARROWS[event.key] ?? [0, 0];
    if (right === 0 && down === 0) return;
    event.preventDefault();
    show(position.x + right, position.y + down);
  };
  return (
    <button
      ref={frame}
      type="button"
      className={styles.picture}
      aria-label={description}
      onPointerMove={point}
      onPointerLeave={() => onExplore(null)}
      onFocus={() => show(position.x, position.y)}
      onBlur={() => onExplore(null)}
      onKeyDown={press}
    >
      <canvas ref={canvas} />
    </button>
  );
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Paints whenever the mask, its order, the room for it or the theme changes. */
function useMaskPainting(options: {
  canvas: RefObject<HTMLCanvasElement | null>;
  frame: RefObject<HTMLElement | null>;
  picture: MaskPicture;
  arrangement: MaskOrder;
}): void {
  const { canvas, frame, picture, arrangement } = options;
  const width = useWidth(frame);
  const theme = useResolvedTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from CSS, which follows the theme
  useEffect(() => {
    if (!canvas.current || width === 0) return;
    const ratio = window.devicePixelRatio || 1;
    const cell = Math.max(1, Math.floor((width * ratio) / picture.columns));
    const height = picture.rows === 1 ? Math.round(TABLE_HEIGHT * ratio) : cell;
    const colours = readOwnerColours(canvas.current);
    paintMask(canvas.current, picture, { arrangement, colours, cell, height });
    canvas.current.style.width = `${canvas.current.width / ratio}px`;
  }, [canvas, picture, arrangement, width, theme]);
}

/** CSS pixels available inside an element, 0 before it is laid out. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
