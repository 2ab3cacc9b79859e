/** One layer's owners as a picture that can be explored with pointer, touch or arrow keys. */
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { MaskPicture } from '../../worker/protocol/training';
import styles from './MaskCanvas.module.css';
import { orderMask } from './maskOrder';
import { useMaskPainting } from './useMaskPainting';
import { usePage } from './usePage';

export interface Cell {
  /** Row as stored, not as drawn. */
  row: number;
  column: number;
}

export interface ExploredCell extends Cell {
  /** The mark around the cell. */
  anchor: HTMLElement;
}

export function MaskCanvas(properties: {
  picture: MaskPicture;
  isSorted: boolean;
  description: string;
  onExplore: (cell: ExploredCell | null) => void;
  /** CSS pixels per weight; absent: as many as there is room for. */
  cellSize?: number;
}) {
  const { picture, isSorted, description, onExplore, cellSize } = properties;
  const canvas = useRef<HTMLCanvasElement>(null);
  const before = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLButtonElement>(null);
  const mark = useRef<HTMLSpanElement>(null);
  /** Drawn position; the first Tab into the picture begins at its corner. */
  const [position, setPosition] = useState({ x: 0, y: 0 });
  const [isExplored, setExplored] = useState(false);
  // The picture that is explored stays whole; what it lights is elsewhere.
  const highlight = usePage((state) => (isExplored ? null : state.highlight));
  const arrangement = useMemo(() => orderMask(picture, isSorted), [picture, isSorted]);
  useMaskPainting({ canvas, before, frame, picture, arrangement, highlight, cellSize });

  const show = (x: number, y: number) => {
    const column = arrangement.columns[x];
    const row = arrangement.rows[y];
    const anchor = mark.current;
    if (column === undefined || row === undefined || !anchor) return;
    setPosition({ x, y });
    setExplored(true);
    onExplore({ row, column, anchor });
  };
  const hide = () => {
    setExplored(false);
    onExplore(null);
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
    if (event.key === 'Escape') return hide();
    const [right, down] = ARROWS[event.key] ?? [0, 0];
    if (right === 0 && down === 0) return;
    event.preventDefault();
    show(position.x + right, position.y + down);
  };
  // Keys pan a picture that is larger than its box.
  useLayoutEffect(() => {
    if (cellSize && position.x + position.y > 0)
      mark.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [position, cellSize]);
  return (
    <button
      ref={frame}
      type="button"
      className={styles.picture}
      aria-label={description}
      onPointerMove={point}
      onPointerDown={point}
      // A finger that is lifted leaves the tip where it was, until another place is touched.
      onPointerLeave={(event) => event.pointerType !== 'touch' && hide()}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && show(position.x, position.y)}
      onBlur={hide}
      onKeyDown={press}
    >
      <span className={styles.box}>
        <canvas ref={canvas} style={cellSize ? undefined : unpainted(picture)} />
        <canvas ref={before} className={styles.before} />
        <span
          ref={mark}
          className={styles.mark}
          data-shown={isExplored || undefined}
          style={{
            insetInlineStart: `${(100 * position.x) / picture.columns}%`,
            top: `${(100 * position.y) / picture.rows}%`,
            width: `${100 / picture.columns}%`,
            height: `${100 / picture.rows}%`,
          }}
        />
      </span>
    </button>
  );
}

/** The size of a picture before it is painted, so that what stands below has its place at once. */
const unpainted = ({ rows, columns }: MaskPicture) =>
  rows === 1 ? { width: '100%', height: 16 } : { width: '100%', aspectRatio: `${columns} / ${rows}` };

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
