/** Keeps a canvas painted: whenever its mask, order, room, theme or highlight changes. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Objective } from '../../data/schema';
import type { MaskPicture } from '../../worker/protocol/training';
import { useResolvedTheme } from '../shell/useTheme';
import type { MaskOrder } from './maskOrder';
import { paintMask, readOwnerColours } from './paint';

/** CSS pixels of an embedding table's one row. */
const TABLE_HEIGHT = 16;
/** Time in which the owners of one stage give way to those of another. */
const FADE_MS = 220;

interface PaintingOptions {
  canvas: RefObject<HTMLCanvasElement | null>;
  /** Lies over the canvas and shows what was there before, fading. */
  before: RefObject<HTMLCanvasElement | null>;
  frame: RefObject<HTMLElement | null>;
  picture: MaskPicture;
  arrangement: MaskOrder;
  highlight: Objective | null;
  /** CSS pixels per weight; absent: as many as the frame's width allows. */
  cellSize?: number | undefined;
}

export function useMaskPainting(options: PaintingOptions): void {
  const { canvas, before, frame, picture, arrangement, highlight, cellSize } = options;
  const width = useWidth(frame);
  const theme = useResolvedTheme();
  const painted = useRef<MaskPicture | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from CSS, which follows the theme
  useEffect(() => {
    const target = canvas.current;
    if (!target || width === 0) return;
    if (painted.current && !haveSameOwners(painted.current, picture)) fadeOut(target, before.current);
    painted.current = picture;
    const ratio = window.devicePixelRatio || 1;
    const room = Math.floor((width * ratio) / picture.columns);
    const cell = Math.max(1, cellSize ? Math.round(cellSize * ratio) : room);
    const height = picture.rows === 1 && !cellSize ? Math.round(TABLE_HEIGHT * ratio) : cell;
    const colours = readOwnerColours(target);
    paintMask(target, picture, { arrangement, colours, cell, height, highlight });
    target.style.width = `${target.width / ratio}px`;
  }, [canvas, before, picture, arrangement, width, theme, highlight, cellSize]);
}

function haveSameOwners(a: MaskPicture, b: MaskPicture): boolean {
  return a.owners.length === b.owners.length && a.owners.every((byte, index) => byte === b.owners[index]);
}

/** Copies the picture onto the canvas above it, which fades. Nothing moves where a person asked for less motion. */
function fadeOut(from: HTMLCanvasElement, above: HTMLCanvasElement | null): void {
  if (!above || from.width === 0 || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  above.width = from.width;
  above.height = from.height;
  above.style.width = from.style.width;
  above.getContext('2d')?.drawImage(from, 0, 0);
  above.animate([{ opacity: 1 }, { opacity: 0 }], { duration: FADE_MS, easing: 'ease-out' });
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
