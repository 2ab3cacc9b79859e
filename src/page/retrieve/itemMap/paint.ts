/** Draws the items: all of them once for a view, and over them those of the list, which change as sliders move. */
import { onCanvas, type Point, type Size, type Viewport } from './viewport';

/** Shapes in the order of the groups, so that colour is never alone. */
export const SHAPES = [
  'circle',
  'square',
  'triangle',
  'diamond',
  'plus',
  'wedge',
  'cross',
  'bar',
  'ring',
] as const;
export type Shape = (typeof SHAPES)[number];

export interface Layer {
  colour: string;
  shape: Shape;
  items: readonly number[];
}

export interface Picture {
  fitted: Float32Array;
  size: Size;
  view: Viewport;
}

/** Returns the outline of a shape of radius r around (0, 0), as an SVG path. */
export function shapePath(shape: Shape, r: number): string {
  const thin = r / 2.6;
  const polygons: Record<Exclude<Shape, 'circle' | 'ring'>, readonly (readonly [number, number])[]> = {
    square: [
      [-r * 0.85, -r * 0.85],
      [r * 0.85, -r * 0.85],
      [r * 0.85, r * 0.85],
      [-r * 0.85, r * 0.85],
    ],
    triangle: [
      [0, -r * 1.15],
      [r * 1.1, r * 0.8],
      [-r * 1.1, r * 0.8],
    ],
    wedge: [
      [0, r * 1.15],
      [r * 1.1, -r * 0.8],
      [-r * 1.1, -r * 0.8],
    ],
    diamond: [
      [0, -r * 1.25],
      [r * 1.25, 0],
      [0, r * 1.25],
      [-r * 1.25, 0],
    ],
    bar: [
      [-r * 1.2, -thin],
      [r * 1.2, -thin],
      [r * 1.2, thin],
      [-r * 1.2, thin],
    ],
    plus: plusCorners(r * 1.15, thin),
    cross: plusCorners(r * 1.15, thin).map(([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2]),
  };
  if (shape === 'circle') return circlePath(r);
  if (shape === 'ring') return `${circlePath(r)}${circlePath(r / 2)}`;
  return `M${polygons[shape].map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`;
}

const circlePath = (r: number) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;

function plusCorners(r: number, t: number): [number, number][] {
  return [
    [-t, -r],
    [t, -r],
    [t, -t],
    [r, -t],
    [r, t],
    [t, t],
    [t, r],
    [-t, r],
    [-t, t],
    [-r, t],
    [-r, -t],
    [-t, -t],
  ];
}

/** Radius of an item in CSS pixels: smaller where there are many, larger where the map is enlarged. */
const radiusOf = (items: number, zoom: number): number =>
  Math.min(
    7,
    (items > 5000 ? 1.5 : items > 1000 ? 2.2 : 3.4) * Math.sqrt(Math.sqrt(zoom)) * (zoom > 1 ? 1.2 : 1),
  );

/** Sizes the canvas to its box and clears it; its unit is the CSS pixel then. */
function cleared(canvas: HTMLCanvasElement, { width, height }: Size): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

/** Paints every item: one small picture of each layer's shape, laid down at each of its items. */
export function paintItems(canvas: HTMLCanvasElement, picture: Picture, layers: readonly Layer[]): void {
  const { fitted, size, view } = picture;
  const context = cleared(canvas, size);
  if (!context) return;
  const radius = radiusOf(fitted.length / 2, view.zoom);
  for (const { colour, shape, items } of layers) {
    const { stamp, extent } = shapeStamp(shape, radius, colour);
    for (const item of items) {
      const { x, y } = onCanvas(placeOf(fitted, item), size, view);
      if (x < -extent || y < -extent || x > size.width + extent || y > size.height + extent) continue;
      context.drawImage(stamp, x - extent, y - extent, 2 * extent, 2 * extent);
    }
  }
}

function shapeStamp(shape: Shape, radius: number, colour: string) {
  const ratio = window.devicePixelRatio || 1;
  const extent = Math.ceil(radius * 1.3) + 1;
  const stamp = document.createElement('canvas');
  stamp.width = stamp.height = Math.ceil(2 * extent * ratio);
  const context = stamp.getContext('2d');
  if (context) {
    context.setTransform(ratio, 0, 0, ratio, extent * ratio, extent * ratio);
    context.fillStyle = colour;
    context.globalAlpha = 0.8;
    context.fill(new Path2D(shapePath(shape, radius)), 'evenodd');
  }
  return { stamp, extent };
}

export interface LitItems {
  /** Best first. */
  top: readonly number[];
  /** The item of the tip. */
  shown: number | null;
  colours: { lit: string; onLit: string; halo: string; shown: string };
}

/** Items of the list with their ranks: this many have room for a number. */
const NUMBERED = 10;

/** Paints the top K over the items, the best last, and a ring around the item of the tip. */
export function paintLit(
  canvas: HTMLCanvasElement,
  picture: Picture,
  { top, shown, colours }: LitItems,
): void {
  const { fitted, size, view } = picture;
  const context = cleared(canvas, size);
  if (!context) return;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = '700 10px system-ui, sans-serif';
  for (let index = top.length - 1; index >= 0; index--) {
    const { x, y } = onCanvas(placeOf(fitted, top[index]!), size, view);
    const radius = index < NUMBERED ? 8.5 : 4.5;
    disc(context, { x, y, radius: radius + 1.5, colour: colours.halo });
    disc(context, { x, y, radius, colour: colours.lit });
    if (index >= NUMBERED) continue;
    context.fillStyle = colours.onLit;
    context.fillText(String(index + 1), x, y + 0.5);
  }
  if (shown === null) return;
  const { x, y } = onCanvas(placeOf(fitted, shown), size, view);
  context.strokeStyle = colours.shown;
  context.lineWidth = 2.5;
  context.beginPath();
  context.arc(x, y, 12, 0, 2 * Math.PI);
  context.stroke();
}

function disc(
  context: CanvasRenderingContext2D,
  { x, y, radius, colour }: Point & { radius: number; colour: string },
) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

export const placeOf = (fitted: Float32Array, item: number): Point => ({
  x: fitted[2 * item]!,
  y: fitted[2 * item + 1]!,
});
