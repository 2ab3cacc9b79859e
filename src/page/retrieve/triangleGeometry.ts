/** Where the weightings lie in the picture, in its own units: a triangle for three objectives, a strip for two. Pure. */
import { cornersOf, type PlanePoint, planePointOf, weightsAtPoint } from '../../retrieve/weightings';

/** Room around the triangle for the letters of its corners. */
const MARGIN = { x: 15, top: 16, bottom: 16 };
const SIDE = 128;
const STRIP_HEIGHT = 26;

export interface TriangleGeometry {
  width: number;
  height: number;
  /** The outline of all weightings, as the `points` of a polygon. */
  outline: string;
  /** Corner of each objective, and where its letter stands. */
  corners: readonly { at: PlanePoint; letter: PlanePoint }[];
  /** Returns where a weighting lies, x to the right and y downwards. */
  place(weights: readonly number[]): PlanePoint;
  /** Returns the weights of a place; outside those of the nearest edge. They sum to 1. */
  weightsAt(place: PlanePoint): number[];
  /** Returns the cell of a weighting of a grid of so many steps, as the `points` of a polygon. */
  cell(weights: readonly number[], steps: number): string;
}

export function triangleGeometry(objectives: number): TriangleGeometry {
  const isStrip = objectives === 2;
  const reach = isStrip ? STRIP_HEIGHT : (SIDE * Math.sqrt(3)) / 2;
  const toPicture = ({ x, y }: PlanePoint): PlanePoint => ({
    x: MARGIN.x + SIDE * x,
    y: MARGIN.top + (isStrip ? reach / 2 : reach * (1 - y)),
  });
  const place = (weights: readonly number[]) => toPicture(planePointOf(weights));
  const corners = cornersOf(objectives).map(toPicture);
  return {
    width: SIDE + 2 * MARGIN.x,
    height: reach + MARGIN.top + MARGIN.bottom,
    outline: polygon(isStrip ? stripOutline(reach) : corners),
    corners: corners.map((at) => ({ at, letter: letterPlace(at, isStrip) })),
    place,
    weightsAt: ({ x, y }) =>
      weightsAtPoint({ x: (x - MARGIN.x) / SIDE, y: isStrip ? 0 : 1 - (y - MARGIN.top) / reach }, objectives),
    cell: (weights, steps) =>
      polygon(isStrip ? slice(place(weights), SIDE / steps, reach) : hexagon(place(weights), SIDE / steps)),
  };
}

const polygon = (points: readonly PlanePoint[]): string =>
  points.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`).join(' ');

/** Beside the ends of a strip, above the top of a triangle, below its other corners. */
function letterPlace({ x, y }: PlanePoint, isStrip: boolean): PlanePoint {
  if (isStrip) return { x: x < MARGIN.x + SIDE / 2 ? x - 9 : x + 9, y };
  return y < MARGIN.top + 1 ? { x, y: y - 9 } : { x, y: y + 9 };
}

function stripOutline(height: number): PlanePoint[] {
  const [left, right, top, bottom] = [MARGIN.x, MARGIN.x + SIDE, MARGIN.top, MARGIN.top + height];
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

function slice({ x, y }: PlanePoint, width: number, height: number): PlanePoint[] {
  const [left, right] = [x - width / 2, x + width / 2];
  return [
    { x: left, y: y - height / 2 },
    { x: right, y: y - height / 2 },
    { x: right, y: y + height / 2 },
    { x: left, y: y + height / 2 },
  ];
}

/** The points nearer to this one than to its six neighbours at this distance. */
function hexagon({ x, y }: PlanePoint, distance: number): PlanePoint[] {
  const radius = distance / Math.sqrt(3);
  return Array.from({ length: 6 }, (_, corner) => {
    const angle = ((2 * corner + 1) * Math.PI) / 6;
    return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
  });
}
