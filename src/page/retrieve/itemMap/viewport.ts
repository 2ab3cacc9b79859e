/** Where an item of the map lies on the canvas, while it is zoomed and dragged. Pure. */

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** The map's centre on the canvas in CSS pixels from its middle, and how many times it is enlarged. */
export interface Viewport {
  zoom: number;
  x: number;
  y: number;
}

export const WHOLE_MAP: Viewport = { zoom: 1, x: 0, y: 0 };
const MAX_ZOOM = 40;
/** Room around the whole map, in CSS pixels. */
const MARGIN = 18;

/** Moves and scales coordinates [2N] into the square from −1 to 1, both axes alike. */
export function fitted(coordinates: Float32Array): Float32Array {
  const [low, high] = [
    [Infinity, Infinity],
    [-Infinity, -Infinity],
  ];
  for (let index = 0; index < coordinates.length; index++) {
    const axis = index % 2;
    low[axis] = Math.min(low[axis]!, coordinates[index]!);
    high[axis] = Math.max(high[axis]!, coordinates[index]!);
  }
  const half = Math.max(high[0]! - low[0]!, high[1]! - low[1]!) / 2 || 1;
  return coordinates.map((value, index) => (value - (low[index % 2]! + high[index % 2]!) / 2) / half);
}

/** CSS pixels per unit of the fitted map. */
const scaleOf = ({ width, height }: Size, { zoom }: Viewport): number =>
  zoom * Math.max(1, Math.min(width, height) / 2 - MARGIN);

/** Returns where a fitted point lies, in CSS pixels from the top left. */
export function onCanvas({ x, y }: Point, size: Size, view: Viewport): Point {
  const scale = scaleOf(size, view);
  return { x: size.width / 2 + view.x + x * scale, y: size.height / 2 + view.y + y * scale };
}

/** Returns the fitted point at a place on the canvas. */
export function onMap({ x, y }: Point, size: Size, view: Viewport): Point {
  const scale = scaleOf(size, view);
  return { x: (x - size.width / 2 - view.x) / scale, y: (y - size.height / 2 - view.y) / scale };
}

/** Returns a length on the canvas in units of the fitted map. */
export const lengthOnMap = (pixels: number, size: Size, view: Viewport): number =>
  pixels / scaleOf(size, view);

/** Enlarges by a factor around a place on the canvas, which stays where it is. */
export function zoomed(view: Viewport, factor: number, { at, size }: { at: Point; size: Size }): Viewport {
  const zoom = Math.min(MAX_ZOOM, Math.max(1, view.zoom * factor));
  const ratio = zoom / view.zoom;
  const [x, y] = [at.x - size.width / 2, at.y - size.height / 2];
  return bounded({ zoom, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio }, size);
}

export const moved = (view: Viewport, { x, y }: Point, size: Size): Viewport =>
  bounded({ ...view, x: view.x + x, y: view.y + y }, size);

/** Keeps the middle of the canvas on the map. */
function bounded({ zoom, x, y }: Viewport, size: Size): Viewport {
  const most = scaleOf(size, { zoom, x, y });
  const clamp = (value: number) => (zoom === 1 ? 0 : Math.min(most, Math.max(-most, value)));
  return { zoom, x: clamp(x), y: clamp(y) };
}
