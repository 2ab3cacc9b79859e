/** Both dense layers of both towers, forwards and backwards; all rows of a step in one dispatch each. */
import { addProduct, declareSums, locate, repeat, store, type Tile, tileColumn, tileCount } from './product';

/** Sets row0, column (in vec4s), side, and weights, the start of that side's layers. */
function locateRow(tile: Tile, width: string): string {
  return /* wgsl */ `
    ${locate(tile, 'tileIndex', `shape.${width}`)}
    if (row0 >= shape.rows) { return; }
    let side = groupOf(row0) & 1u;
    let weights = side * shape.layerSize;`;
}

/** Returns from the kernel beyond the result's columns: a quad is wider than the narrowest layer. */
const returnBeyond = (width: string): string => `if (column >= shape.${width}) { return; }`;

const readBias = (tile: Tile, start: string): string => /* wgsl */ `
  let bias = weights + ${start} + column;
  ${repeat(tile.columns / 4, (j) => `let bias${j} = layers[bias + ${tileColumn(tile, j)}];`)}`;

/** h = max(0, x·W₁ + b₁).   x [rows, D], W₁ [D, H], b₁ [H] → columns of reads [rows, H] */
export const hidden = (tile: Tile): string => /* wgsl */ `
  ${locateRow(tile, 'hiddenWidth')}
  ${declareSums(tile)}
  ${addProduct(tile, {
    form: 'nn',
    depth: 'shape.sides[side].x',
    left: { array: 'scratch', start: 'shape.inputs + row0 * shape.inputWidth', stride: 'shape.inputWidth' },
    right: { array: 'layers', start: 'weights + column', stride: 'shape.hiddenWidth' },
  })}
  ${returnBeyond('hiddenWidth')}
  ${readBias(tile, 'shape.hiddenBias')}
  ${store(
    tile,
    {
      start: 'shape.reads + row0 * shape.readWidth + shape.hiddenStart + column',
      stride: 'shape.readWidth',
    },
    ({ j, sum }) => `max(vec4f(), ${sum} + bias${j})`,
  )}
`;

/** e = [frozen | h]·W₂ + b₂.   reads [rows, A], W₂ [A, K], b₂ [K] → columns of vectors [rows, K] */
export const output = (tile: Tile): string => /* wgsl */ `
  ${locateRow(tile, 'outputWidth')}
  ${declareSums(tile)}
  ${addProduct(tile, {
    form: 'nn',
    depth: 'shape.sides[side].y',
    left: { array: 'scratch', start: 'shape.reads + row0 * shape.readWidth', stride: 'shape.readWidth' },
    right: { array: 'layers', start: 'weights + shape.outputMatrix + column', stride: 'shape.outputWidth' },
  })}
  ${returnBeyond('outputWidth')}
  ${readBias(tile, 'shape.outputBias')}
  ${store(
    tile,
    {
      start: 'shape.vectors + row0 * shape.vectorWidth + shape.blockStart + column',
      stride: 'shape.vectorWidth',
    },
    ({ j, sum }) => `${sum} + bias${j}`,
  )}
`;

/** ∂L/∂h = (∂L/∂e · W₂ᵀ) ⊙ [h > 0], of the block's hidden units.   [rows, K]·[A, K]ᵀ → [rows, H] */
export const hiddenSignals = (tile: Tile): string => /* wgsl */ `
  ${locateRow(tile, 'hiddenWidth')}
  ${declareSums(tile)}
  ${addProduct(tile, {
    form: 'nt',
    depth: 'shape.outputWidth',
    left: {
      array: 'scratch',
      start: 'shape.outputSignals + row0 * shape.outputWidth',
      stride: 'shape.outputWidth',
    },
    right: {
      array: 'layers',
      start: 'weights + shape.outputMatrix + 4u * (shape.hiddenStart + column) * shape.outputWidth',
      stride: 'shape.outputWidth',
    },
  })}
  ${returnBeyond('hiddenWidth')}
  let active0 = shape.reads + row0 * shape.readWidth + shape.hiddenStart + column;
  let activeStride = shape.readWidth;
  ${store(
    tile,
    { start: 'shape.hiddenSignals + row0 * shape.hiddenWidth + column', stride: 'shape.hiddenWidth' },
    ({ row, column, sum }) =>
      `select(vec4f(), ${sum}, scratch[active0 + ${row} * activeStride + ${column}] > vec4f())`,
  )}
`;

/** ∂L/∂x = ∂L/∂h · W₁ᵀ, for the T first columns, which train.   [rows, H]·[T, H]ᵀ → [rows, T] */
export const inputSignals = (tile: Tile): string => /* wgsl */ `
  ${locateRow(tile, 'trainedWidth')}
  ${declareSums(tile)}
  ${addProduct(tile, {
    form: 'nt',
    depth: 'shape.hiddenWidth',
    left: {
      array: 'scratch',
      start: 'shape.hiddenSignals + row0 * shape.hiddenWidth',
      stride: 'shape.hiddenWidth',
    },
    right: {
      array: 'layers',
      start: 'weights + 4u * column * shape.hiddenWidth',
      stride: 'shape.hiddenWidth',
    },
  })}
  ${returnBeyond('trainedWidth')}
  ${store(
    tile,
    { start: 'shape.inputSignals + row0 * shape.trainedWidth + column', stride: 'shape.trainedWidth' },
    ({ sum }) => sum,
  )}
`;

/** The names of a layer's gradient in the uniform: its inputs, its signals, and its starts among the partials. */
interface LayerNames {
  reads: 'inputs' | 'reads';
  readWidth: 'inputWidth' | 'readWidth';
  signals: 'hiddenSignals' | 'outputSignals';
  signalWidth: 'hiddenWidth' | 'outputWidth';
  matrix: string;
  bias: string;
}

/**
 * ∂L/∂W = Σ_rows readsᵀ·signals and ∂L/∂b = Σ_rows signals, each over one chunk of a side's rows; the
 * optimiser adds the chunks in order.   [chunk, I]ᵀ·[chunk, O] → partials [chunks, I × O and O]
 */
function layerGradients(tile: Tile, names: LayerNames): string {
  const { reads, readWidth, signals, signalWidth, matrix, bias } = names;
  return /* wgsl */ `
    let products = ${tileCount(tile, `shape.${readWidth}`, `shape.${signalWidth}`)};
    let tiles = products + (shape.${signalWidth} + 3u) / 4u * 4u;
    let chunk = tileIndex / tiles;
    if (chunk >= shape.chunks) { return; }
    let within = tileIndex % tiles;
    let rows = shape.chunkRows[chunk];
    let signal0 = shape.${signals} + rows.x * shape.${signalWidth};
    let partial = shape.partials + chunk * shape.layerSize;
    if (within >= products) {
      let column = within - products;
      if (column >= shape.${signalWidth}) { return; }
      var sum = vec4f();
      for (var row = 0u; row < rows.y - rows.x; row++) {
        sum += scratch[signal0 + row * shape.${signalWidth} + column];
      }
      scratch[partial + ${bias} + column] = sum;
      return;
    }
    ${locate(tile, 'within', `shape.${signalWidth}`)}
    ${declareSums(tile)}
    ${addProduct(tile, {
      form: 'tn',
      depth: '(rows.y - rows.x) / 4u',
      left: {
        array: 'scratch',
        start: `shape.${reads} + rows.x * shape.${readWidth} + row0 / 4u`,
        stride: `shape.${readWidth}`,
      },
      right: { array: 'scratch', start: 'signal0 + column', stride: `shape.${signalWidth}` },
    })}
    if (row0 >= 4u * shape.${readWidth} || column >= shape.${signalWidth}) { return; }
    ${store(
      tile,
      {
        start: `partial + ${matrix} + row0 * shape.${signalWidth} + column`,
        stride: `shape.${signalWidth}`,
      },
      ({ sum }) => sum,
    )}
  `;
}

/** ∂L/∂W₁ and ∂L/∂b₁. */
export const hiddenGradients = (tile: Tile): string =>
  layerGradients(tile, {
    reads: 'inputs',
    readWidth: 'inputWidth',
    signals: 'hiddenSignals',
    signalWidth: 'hiddenWidth',
    matrix: '0u',
    bias: 'shape.hiddenBias',
  });

/** ∂L/∂W₂ and ∂L/∂b₂. */
export const outputGradients = (tile: Tile): string =>
  layerGradients(tile, {
    reads: 'reads',
    readWidth: 'readWidth',
    signals: 'outputSignals',
    signalWidth: 'outputWidth',
    matrix: 'shape.outputMatrix',
    bias: 'shape.outputBias',
  });
