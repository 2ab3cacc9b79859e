/** Draws ownership bytes: one square per weight, never blurred, with a hairline between squares that have room. */
import type { MaskPicture } from '../../worker/protocol/training';
import { OWNERS, type Owner, ownerOfByte } from '../legend/owners';
import type { MaskOrder } from './maskOrder';

export type OwnerColours = Readonly<Record<Owner, [number, number, number]>>;

/** The theme's owner colours as numbers: a canvas knows no CSS variables. */
export function readOwnerColours(element: HTMLElement): OwnerColours {
  const style = getComputedStyle(element);
  const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const colours = OWNERS.map((owner): [Owner, [number, number, number]] => {
    if (!probe) return [owner, [128, 128, 128]];
    probe.fillStyle = style.getPropertyValue(`--${owner}`);
    probe.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = probe.getImageData(0, 0, 1, 1).data;
    return [owner, [red, green, blue]];
  });
  return Object.fromEntries(colours) as Record<Owner, [number, number, number]>;
}

/** Squares of this many device pixels or more get a hairline. */
const ROOM_FOR_LINES = 4;

/** Paints `picture` into `canvas` at `cell` device pixels per weight (tables: `height` per row). */
export function paintMask(
  canvas: HTMLCanvasElement,
  picture: MaskPicture,
  look: { arrangement: MaskOrder; colours: OwnerColours; cell: number; height: number },
): void {
  const { arrangement, colours, cell, height } = look;
  canvas.width = picture.columns * cell;
  canvas.height = picture.rows * height;
  const context = canvas.getContext('2d');
  const small = document.createElement('canvas');
  small.width = picture.columns;
  small.height = picture.rows;
  const smallContext = small.getContext('2d');
  if (!context || !smallContext) return;
  smallContext.putImageData(maskImage(picture, arrangement, colours), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  if (cell < ROOM_FOR_LINES) return;
  for (let column = 1; column < picture.columns; column++) {
    context.clearRect(column * cell - 1, 0, 1, canvas.height);
  }
  for (let row = 1; row < picture.rows; row++) context.clearRect(0, row * height - 1, canvas.width, 1);
}

/** One pixel per weight, in the drawn order. */
function maskImage(picture: MaskPicture, { rows, columns }: MaskOrder, colours: OwnerColours): ImageData {
  const image = new ImageData(picture.columns, picture.rows);
  let pixel = 0;
  for (const row of rows) {
    for (const column of columns) {
      const byte = picture.owners[row * picture.columns + column]!;
      const [red, green, blue] = colours[ownerOfByte(byte)];
      image.data[pixel++] = red;
      image.data[pixel++] = green;
      image.data[pixel++] = blue;
      image.data[pixel++] = 255;
    }
  }
  return image;
}
