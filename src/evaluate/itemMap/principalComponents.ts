/** Principal component analysis in two dimensions: the map of logs too large for UMAP, and of very small ones. */
import { createRandom } from '../../random';
import { createYielder } from '../../yielding';

/** Vectors of N items, row by row. */
export interface ItemVectors {
  /** [N × K] */
  items: Float32Array;
  /** K */
  width: number;
}

export interface PrincipalComponents {
  /** [2N] coordinates of each item along both components, around 0. */
  coordinates: Float32Array;
  /** Share of the vectors' variance that both components keep; 1 where there is none. */
  kept: number;
}

export interface ProjectionOptions extends ItemVectors {
  seed: number;
  signal?: AbortSignal | undefined;
  /** Called with the share that is done, 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
}

const MAX_ITERATIONS = 500;
/** Power iteration ends once no entry of the component moves by more. */
const TOLERANCE = 1e-9;

/**
 * y_i = (⟨x_i − x̄, p_1⟩, ⟨x_i − x̄, p_2⟩), p the eigenvectors of C = Σ_i (x_i − x̄)(x_i − x̄)ᵀ / N with the largest
 * eigenvalues, by power iteration and deflation (any textbook), each turned so that its largest entry is positive.
 * Rejects with the signal's reason once it is aborted.
 */
export async function principalComponents({
  items,
  width,
  seed,
  signal,
  onProgress,
}: ProjectionOptions): Promise<PrincipalComponents> {
  const count = items.length / width;
  const mean = meanOf(items, width);
  const covariance = new Float64Array(width * width);
  const yielder = createYielder(signal);
  const centred = new Float64Array(width);
  for (let item = 0; item < count; item++) {
    for (let unit = 0; unit < width; unit++) centred[unit] = items[item * width + unit]! - mean[unit]!;
    for (let row = 0; row < width; row++) {
      for (let column = 0; column <= row; column++) {
        const product = (centred[row]! * centred[column]!) / count;
        covariance[row * width + column]! += product;
        if (column < row) covariance[column * width + row]! += product;
      }
    }
    if (item % 256 === 0 && yielder.due()) {
      onProgress?.(item / count);
      await yielder.yield();
    }
  }
  const variance = trace(covariance, width);
  const random = createRandom(seed, 'principal components');
  const components = [0, 1].map(() => largestComponent(covariance, width, () => random.normal()));
  const explained = components.reduce((sum, { eigenvalue }) => sum + eigenvalue, 0);
  const coordinates = new Float32Array(2 * count);
  for (let item = 0; item < count; item++) {
    components.forEach(({ direction }, axis) => {
      let sum = 0;
      for (let unit = 0; unit < width; unit++) {
        sum += (items[item * width + unit]! - mean[unit]!) * direction[unit]!;
      }
      coordinates[2 * item + axis] = sum;
    });
  }
  return { coordinates, kept: variance > 0 ? explained / variance : 1 };
}

function meanOf(items: Float32Array, width: number): Float64Array {
  const mean = new Float64Array(width);
  for (let index = 0; index < items.length; index++) mean[index % width]! += items[index]!;
  const count = items.length / width;
  return mean.map((sum) => sum / count);
}

function trace(matrix: Float64Array, width: number): number {
  let sum = 0;
  for (let unit = 0; unit < width; unit++) sum += matrix[unit * width + unit]!;
  return sum;
}

/** Finds the eigenvector of the largest eigenvalue, and takes its part out of the matrix. */
function largestComponent(matrix: Float64Array, width: number, normal: () => number) {
  let direction = normalised(Float64Array.from({ length: width }, normal));
  let eigenvalue = 0;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const product = times(matrix, direction);
    eigenvalue = lengthOf(product);
    if (eigenvalue === 0) break;
    const next = normalised(product);
    const moved = next.reduce((most, value, unit) => Math.max(most, Math.abs(value - direction[unit]!)), 0);
    direction = next;
    if (moved < TOLERANCE) break;
  }
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < width; column++) {
      matrix[row * width + column]! -= eigenvalue * direction[row]! * direction[column]!;
    }
  }
  return { eigenvalue, direction: turned(direction) };
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const width = vector.length;
  return vector.map((_, row) => {
    let sum = 0;
    for (let column = 0; column < width; column++) sum += matrix[row * width + column]! * vector[column]!;
    return sum;
  });
}

const lengthOf = (vector: Float64Array): number =>
  Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

function normalised(vector: Float64Array): Float64Array {
  const length = lengthOf(vector) || 1;
  return vector.map((value) => value / length);
}

/** Returns the vector with the sign that makes its largest entry positive. */
function turned(vector: Float64Array): Float64Array {
  const largest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? vector.map((value) => -value) : vector;
}
