/** Both dense layers of both towers, forwards and backwards; all rows of a step in one dispatch each. */
import { declareSums, eachVector, type Tile, walk } from './product';

/** Sets row0, column (in vec4s), side and weights, the start of that side's layers. */
function locateRow({ rows, columns }: Tile, width: string): string {
  return `
    let columnTiles = 4u * shape.${width} / ${columns}u;
    let row0 = tileIndex / columnTiles * ${rows}u;
    if (row0 >= shape.rows) { return; }
    let column = tileIndex % columnTiles * ${columns / 4}u;
    let side = groupOf(row0) & 1u;
    let weights = side * shape.layerSize;`;
}

/** h = max(0, x·W₁ + b₁).   x [rows, D], W₁ [D, H], b₁ [H] → reads' own columns [rows, H] */
export const hidden = (tile: Tile): string => `
  ${locateRow(tile, 'hiddenWidth')}
  ${declareSums(tile)}
  ${walk(tile, {
    form: 'nn',
    depth: 'shape.sides[side].x',
    left: { array: 'scratch', start: 'shape.inputs + row0 * shape.inputWidth', stride: 'shape.inputWidth' },
    right: { array: 'layers', start: 'weights + column', stride: 'shape.hiddenWidth' },
  })}
  let target0 = shape.reads + row0 * shape.readWidth + shape.hiddenStart + column;
  let bias = weights + shape.hiddenBias + column;
  ${eachVector(
    tile,
    (i, j, s) =>
      `scratch[target0 + ${i}u * shape.readWidth + ${j}u] = max(vec4f(), ${s} + layers[bias + ${j}u]);`,
  )}
`;

/** e = [frozen | h]·W₂ + b₂.   reads [rows, A], W₂ [A, K], b₂ [K] → vectors' own columns [rows, K] */
export const output = (tile: Tile): string => `
  ${locateRow(tile, 'outputWidth')}
  ${declareSums(tile)}
  ${walk(tile, {
    form: 'nn',
    depth: 'shape.sides[side].y',
    left: { array: 'scratch', start: 'shape.reads + row0 * shape.readWidth', stride: 'shape.readWidth' },
    right: { array: 'layers', start: 'weights + shape.outputMatrix + column', stride: 'shape.outputWidth' },
  })}
  let target0 = shape.vectors + row0 * shape.vectorWidth + shape.ownStart + column;
  let bias = weights + shape.outputBias + column;
  ${eachVector(
    tile,
    (i, j, s) => `scratch[target0 + ${i}u * shape.vectorWidth + ${j}u] = ${s} + layers[bias + ${j}u];`,
  )}
`;

/** ∂L/∂h = (∂L/∂e · W₂ᵀ) ⊙ [h > 0], own hidden units only.   [rows, K]·[A, K]ᵀ → [rows, H] */
export const hiddenSignals = (tile: Tile): string => `
  ${locateRow(tile, 'hiddenWidth')}
  ${declareSums(tile)}
  ${walk(tile, {
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
  let active0 = shape.reads + row0 * shape.readWidth + shape.hiddenStart + column;
  let target0 = shape.hiddenSignals + row0 * shape.hiddenWidth + column;
  ${eachVector(
    tile,
    (i, j, s) =>
      `scratch[target0 + ${i}u * shape.hiddenWidth + ${j}u] =
        select(vec4f(), ${s}, scratch[active0 + ${i}u * shape.readWidth + ${j}u] > vec4f());`,
  )}
`;

/** ∂L/∂x = ∂L/∂h · W₁ᵀ.   [rows, H]·[D, H]ᵀ → [rows, D] */
export const inputSignals = (tile: Tile): string => `
  ${locateRow(tile, 'inputWidth')}
  ${declareSums(tile)}
  ${walk(tile, {
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
  let target0 = shape.inputSignals + row0 * shape.inputWidth + column;
  ${eachVector(tile, (i, j, s) => `scratch[target0 + ${i}u * shape.inputWidth + ${j}u] = ${s};`)}
`;

/** A layer's gradient: which rows it reads, which signals, and where its parts lie among the partials. */
interface LayerNames {
  reads: 'inputs' | 'reads';
  readWidth: 'inputWidth' | 'readWidth';
  signals: 'hiddenSignals' | 'outputSignals';
  signalWidth: 'hiddenWidth' | 'outputWidth';
  matrix: string;
  bias: string;
}

/**
 * ∂L/∂W = Σ_rows readsᵀ·signals and ∂L/∂b = Σ_rows signals, over one chunk of a side's rows each; the
 * optimiser adds the chunks in order.   [chunk, I]ᵀ·[chunk, O] → partials [chunks, I × O and O]
 */
function layerGradients(tile: Tile, names: LayerNames): string {
  const { reads, readWidth, signals, signalWidth, matrix, bias } = names;
  return `
    let columnTiles = 4u * shape.${signalWidth} / ${tile.columns}u;
    let rowTiles = 4u * shape.${readWidth} / ${tile.rows}u;
    let chunk = tileIndex / (columnTiles * (rowTiles + 1u));
    if (chunk >= shape.chunks) { return; }
    let within = tileIndex % (columnTiles * (rowTiles + 1u));
    let row0 = within / columnTiles * ${tile.rows}u;
    let column = within % columnTiles * ${tile.columns / 4}u;
    let rows = shape.chunkRows[chunk];
    let signal0 = shape.${signals} + rows.x * shape.${signalWidth} + column;
    let partial = shape.partials + chunk * shape.layerSize + column;
    ${declareSums(tile)}
    if (row0 == rowTiles * ${tile.rows}u) {
      for (var row = 0u; row < rows.y - rows.x; row++) {
        let start = signal0 + row * shape.${signalWidth};
        ${eachVector(tile, (i, j, s) => (i === 0 ? `${s} += scratch[start + ${j}u];` : ''))}
      }
      ${eachVector(tile, (i, j, s) => (i === 0 ? `scratch[partial + ${bias} + ${j}u] = ${s};` : ''))}
      return;
    }
    ${walk(tile, {
      form: 'tn',
      depth: '(rows.y - rows.x)',
      left: {
        array: 'scratch',
        start: `shape.${reads} + rows.x * shape.${readWidth} + row0 / 4u`,
        stride: `shape.${readWidth}`,
      },
      right: { array: 'scratch', start: 'signal0', stride: `shape.${signalWidth}` },
    })}
    let target0 = partial + ${matrix} + row0 * shape.${signalWidth};
    ${eachVector(tile, (i, j, s) => `scratch[target0 + ${i}u * shape.${signalWidth} + ${j}u] = ${s};`)}
  `;
}

/** Of W₁ and b₁. */
export const hiddenGradients = (tile: Tile): string =>
  layerGradients(tile, {
    reads: 'inputs',
    readWidth: 'inputWidth',
    signals: 'hiddenSignals',
    signalWidth: 'hiddenWidth',
    matrix: '0u',
    bias: 'shape.hiddenBias',
  });

/** Of W₂ and b₂. */
export const outputGradients = (tile: Tile): string =>
  layerGradients(tile, {
    reads: 'reads',
    readWidth: 'readWidth',
    signals: 'outputSignals',
    signalWidth: 'outputWidth',
    matrix: 'shape.outputMatrix',
    bias: 'shape.outputBias',
  });
