/** Pointing, dragging, pinching and the wheel on the map. */
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import type { NearestItem } from './nearestItem';
import type { Picture } from './paint';
import { lengthOnMap, moved, onMap, type Point, type Viewport, zoomed } from './viewport';

/** An item within this many CSS pixels of a pointer is meant. */
const REACH = { mouse: 14, touch: 28 };
/** A pointer that moved less was a press, not a drag. */
const PRESS_SLACK = 4;

interface GestureOptions {
  frame: RefObject<HTMLElement | null>;
  picture: Picture;
  nearest: NearestItem;
  setView: (change: (view: Viewport) => Viewport) => void;
  onShow: (item: number | null) => void;
}

/** Returns the listeners of the frame. One pointer drags the map, two enlarge it. */
export function useMapGestures({ frame, picture, nearest, setView, onShow }: GestureOptions) {
  const pointers = useRef(new Map<number, Point>());
  const travelled = useRef(0);
  const { size } = picture;
  useWheel(frame, (at, factor) => setView((view) => zoomed(view, factor, { at, size })));
  const show = (event: PointerEvent<HTMLElement>) => {
    const reach = event.pointerType === 'mouse' ? REACH.mouse : REACH.touch;
    const place = onMap(placeIn(event.currentTarget, event), size, picture.view);
    onShow(nearest(place, { within: lengthOnMap(reach, size, picture.view) }));
  };
  const release = (event: PointerEvent<HTMLElement>) => {
    pointers.current.delete(event.pointerId);
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      if (pointers.current.size === 0) travelled.current = 0;
      pointers.current.set(event.pointerId, placeIn(event.currentTarget, event));
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const before = pointers.current.get(event.pointerId);
      if (!before) {
        if (event.pointerType === 'mouse') show(event);
        return;
      }
      const now = placeIn(event.currentTarget, event);
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      pointers.current.set(event.pointerId, now);
      travelled.current += distance(before, now);
      if (travelled.current < PRESS_SLACK) return;
      if (!other) return setView((view) => moved(view, { x: now.x - before.x, y: now.y - before.y }, size));
      const factor = distance(now, other) / Math.max(1, distance(before, other));
      const at = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      setView((view) => zoomed(view, factor, { at, size }));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      if (travelled.current < PRESS_SLACK) show(event);
      release(event);
    },
    onPointerCancel: release,
    onPointerLeave: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType === 'mouse') onShow(null);
    },
  };
}

function placeIn(element: HTMLElement, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}

const distance = (left: Point, right: Point): number => Math.hypot(left.x - right.x, left.y - right.y);

/** Enlarges by the wheel; not by React's listener, which could not keep the page from scrolling. */
function useWheel(frame: RefObject<HTMLElement | null>, zoom: (at: Point, factor: number) => void): void {
  const latest = useRef(zoom);
  latest.current = zoom;
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const listener = (event: WheelEvent) => {
      event.preventDefault();
      latest.current(placeIn(element, event), Math.exp(-event.deltaY / 400));
    };
    element.addEventListener('wheel', listener, { passive: false });
    return () => element.removeEventListener('wheel', listener);
  }, [frame]);
}
