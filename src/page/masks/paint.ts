/**
 * Draws ownership bytes: one square per weight, never blurred, with a hairline between squares that have room, and
 * in click's and conversion's the pattern that their fills have elsewhere.
 */
import { OBJECTIVES, type Objective } from '../../data/schema';
import type { MaskPicture } from '../../worker/protocol/training';
import { OWNERS, type Owner, ownerOfByte } from '../legend/owners';
import type { MaskOrder } from './maskOrder';

export type OwnerColours = OwnerValues & { readonly pattern: string };

/** Colours of every theme that was painted, by their names in CSS: reading a pixel takes longer than painting a mask. */
const known = new Map<string, OwnerColours>();

/** The theme's owner colours as numbers: a canvas knows no CSS variables. */
export function readOwnerColours(element: HTMLElement): OwnerColours {
  const style = getComputedStyle(element);
  const names = OWNERS.map((owner) => style.getPropertyValue(`--${owner}`));
  const pattern = style.getPropertyValue('--stripe');
  const key = [...names, pattern].join();
  const colours = known.get(key) ?? { ...coloursOf(names), pattern };
  known.set(key, colours);
  return colours;
}

type OwnerValues = Readonly<Record<Owner, [number, number, number]>>;

/** Returns the red, green and blue of the owners' colours, in the order of OWNERS. */
function coloursOf(names: readonly string[]): OwnerValues {
  const canvas = document.createElement('canvas');
  canvas.width = names.length;
  canvas.height = 1;
  const probe = canvas.getContext('2d', { willReadFrequently: true });
  names.forEach((name, x) => {
    if (!probe) return;
    probe.fillStyle = name;
    probe.fillRect(x, 0, 1, 1);
  });
  const pixels = probe?.getImageData(0, 0, names.length, 1).data;
  const colours = OWNERS.map((owner, index): [Owner, [number, number, number]] => {
    const [red = 128, green = 128, blue = 128] = pixels?.subarray(4 * index, 4 * index + 3) ?? [];
    return [owner, [red, green, blue]];
  });
  return Object.fromEntries(colours) as OwnerValues;
}

/** How a mask is drawn. */
export interface MaskDrawing {
  arrangement: MaskOrder;
  colours: OwnerColours;
  /** Device pixels per weight, and per row of a table. */
  cell: number;
  height: number;
  /** The objective whose weights stand out; the others fade. */
  highlight: Objective | null;
}

/** Squares of this many device pixels or more get a hairline. */
const ROOM_FOR_LINES = 4;
/** Squares of this many device pixels or more lie under their objective's pattern. */
const ROOM_FOR_PATTERNS = 2;
/** Opacity of weights that another objective's stand out from. */
const FADED = 70;

export function paintMask(canvas: HTMLCanvasElement, picture: MaskPicture, drawing: MaskDrawing): void {
  const { cell, height } = drawing;
  canvas.width = picture.columns * cell;
  canvas.height = picture.rows * height;
  const context = canvas.getContext('2d');
  const small = document.createElement('canvas');
  small.width = picture.columns;
  small.height = picture.rows;
  const smallContext = small.getContext('2d');
  if (!context || !smallContext) return;
  smallContext.putImageData(maskImage(picture, drawing), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  if (cell >= ROOM_FOR_PATTERNS) {
    for (const objective of OBJECTIVES) paintPattern(context, picture, drawing, objective);
  }
  if (cell < ROOM_FOR_LINES) return;
  for (let column = 1; column < picture.columns; column++) {
    context.clearRect(column * cell - 1, 0, 1, canvas.height);
  }
  for (let row = 1; row < picture.rows; row++) context.clearRect(0, row * height - 1, canvas.width, 1);
}

/** One pixel per weight, in the drawn order. */
function maskImage(picture: MaskPicture, { arrangement, colours, highlight }: MaskDrawing): ImageData {
  const image = new ImageData(picture.columns, picture.rows);
  let pixel = 0;
  for (const row of arrangement.rows) {
    for (const column of arrangement.columns) {
      const owner = ownerOfByte(picture.owners[row * picture.columns + column]!);
      const [red, green, blue] = colours[owner];
      image.data[pixel++] = red;
      image.data[pixel++] = green;
      image.data[pixel++] = blue;
      image.data[pixel++] = highlight === null || owner === highlight ? 255 : FADED;
    }
  }
  return image;
}

/** Fills an objective's squares with its pattern, run by run of a row. */
function paintPattern(
  context: CanvasRenderingContext2D,
  picture: MaskPicture,
  { arrangement, colours, cell, height, highlight }: MaskDrawing,
  objective: Objective,
): void {
  const pattern = patternOf(context, objective, colours.pattern);
  if (!pattern || (highlight !== null && highlight !== objective)) return;
  const byte = OBJECTIVES.indexOf(objective);
  context.fillStyle = pattern;
  for (const [y, row] of arrangement.rows.entries()) {
    let start = 0;
    for (let x = 0; x <= picture.columns; x++) {
      const isOwned =
        x < picture.columns && picture.owners[row * picture.columns + arrangement.columns[x]!] === byte;
      if (isOwned) continue;
      if (x > start) context.fillRect(start * cell, y * height, (x - start) * cell, height);
      start = x + 1;
    }
  }
}

/** Side of a pattern's tile, in device pixels. */
const TILE = 8;

/** Diagonal stripes for click, dots for conversion, none for exposure. */
function patternOf(
  context: CanvasRenderingContext2D,
  objective: Objective,
  colour: string,
): CanvasPattern | null {
  if (objective === 'exposure') return null;
  const tile = document.createElement('canvas');
  tile.width = TILE;
  tile.height = TILE;
  const tileContext = tile.getContext('2d');
  if (!tileContext) return null;
  tileContext.fillStyle = colour;
  if (objective === 'click') {
    // Pixel by pixel, so that neighbouring tiles join without a seam.
    for (let y = 0; y < TILE; y++) {
      for (let x = 0; x < TILE; x++) if ((x + y) % TILE < 3) tileContext.fillRect(x, y, 1, 1);
    }
  } else {
    tileContext.arc(TILE / 2, TILE / 2, 2, 0, 2 * Math.PI);
    tileContext.fill();
  }
  return context.createPattern(tile, 'repeat');
}
