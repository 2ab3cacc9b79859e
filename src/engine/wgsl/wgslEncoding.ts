/**
 * Forward passes over all entities with the training kernels: the vectors that are served, and the caches of
 * frozen blocks. Every block is computed at the widths of its active tower, which never change once the block
 * is frozen, and in a fixed order per row: it comes out bit-identical ever after.
 */
import { OBJECTIVES } from '../../data/schema';
import { gatherInputs, meanSeenRow } from '../../model/inputs';
import type { EncodedTower, EncodeOptions } from '../stage/activeSubnetwork';
import {
  layerIndices,
  layerStarts,
  layoutOfBlock,
  packLayers,
  padTo,
  type TowerLayout,
  type Widths,
  widthsOf,
} from '../stage/towerLayout';
import { BufferOwner, readBack } from './buffers';
import { bindAll, type Dispatch, submit } from './dispatch';
import { tilesOf } from './kernels/product';
import { shapeWords } from './shape';
import type { GpuContext, Pipelines } from './wgslDevice';

const FORWARD = ['hidden', 'output'] as const;

/** The most entities in one pass: bounds memory. */
const CHUNK = 2048;

/** Runs a tower over all entities of its side on the GPU. */
export async function encodeTower(context: GpuContext, options: EncodeOptions): Promise<EncodedTower> {
  const pipelines = await context.pipelines(FORWARD);
  const owner = new BufferOwner(context.device, context.memory);
  try {
    return await context.guard(
      encodeAll(context, new TowerEncoder(context, pipelines, owner, options), options),
    );
  } finally {
    owner.dispose();
  }
}

async function encodeAll(
  { device }: GpuContext,
  encoder: TowerEncoder,
  { tower, side }: EncodeOptions,
): Promise<EncodedTower> {
  const { hiddenWidth } = encoder;
  const outputs: EncodedTower = {
    vectors: new Float32Array(side.count * tower.outputWidth),
    hidden: new Float32Array(side.count * hiddenWidth),
    hiddenWidth,
  };
  if (encoder.empty) return outputs;
  for (let start = 0; start < side.count; start += encoder.rows) {
    const length = Math.min(encoder.rows, side.count - start);
    encoder.run(Int32Array.from({ length }, (_, index) => start + index));
    encoder.unpack(await readBack(device, encoder.staging, encoder.results), { start, length }, outputs);
  }
  return outputs;
}

interface Block {
  layout: TowerLayout;
  widths: Widths;
  group: GPUBindGroup;
  dispatches: Dispatch[];
  /** First column in a row of reads and in a row of vectors, in scalars. */
  hiddenStart: number;
  blockStart: number;
}

/** A tower's blocks on the device, for chunks of its entities. */
class TowerEncoder {
  readonly rows: number;
  /** Scalars per entity that a stage caches. */
  readonly hiddenWidth: number;
  readonly staging: GPUBuffer;
  readonly results: { buffer: GPUBuffer; offset: number; bytes: number }[];
  readonly #blocks: Block[];
  readonly #scratch: GPUBuffer;
  readonly #readWidth: number;
  readonly #vectorWidth: number;
  readonly #meanIdRow: Float64Array | undefined;

  constructor(
    private readonly context: GpuContext,
    pipelines: Pipelines<'hidden' | 'output'>,
    owner: BufferOwner,
    private readonly options: EncodeOptions,
  ) {
    const { tower, side, granularity, blocks, meanForUnseen } = options;
    this.#meanIdRow = meanForUnseen ? meanSeenRow(tower.tables[0]!, side.seen) : undefined;
    this.rows = Math.min(CHUNK, padTo(16, Math.max(1, side.count)));
    const layouts = OBJECTIVES.slice(0, blocks)
      .map((_, block) => layoutOfBlock(tower, block, granularity))
      // At weight granularity every block uses all hidden units: only its outputs tell whether it exists.
      .filter(
        ({ active }) => active.outputs.length > 0 || (granularity === 'unit' && active.units.length > 0),
      );
    const widths = layouts.map((layout) => widthsOf([layout]));
    const byUnit = granularity === 'unit';
    const hiddenEnds = widths.map(({ frozen, hidden }) => frozen + hidden);
    this.#readWidth = Math.max(8, ...hiddenEnds);
    this.hiddenWidth = byUnit ? Math.max(0, ...hiddenEnds) : 0;
    this.#vectorWidth = widths.reduce((sum, { outputs }) => sum + outputs, 8);
    const inputWidth = Math.max(8, ...widths.map(({ inputs }) => inputs));
    const regions = [this.#readWidth, this.#vectorWidth, inputWidth].map((width) => width * this.rows * 4);
    this.#scratch = owner.storage(regions.reduce((sum, bytes) => sum + bytes, 0));
    const resultBytes = regions[0]! + regions[1]!;
    this.staging = owner.readable(resultBytes);
    this.results = [{ buffer: this.#scratch, offset: 0, bytes: resultBytes }];
    let blockStart = 0;
    this.#blocks = layouts.map((layout, index) => {
      const block = this.#prepare(pipelines, owner, { layout, widths: widths[index]!, blockStart });
      blockStart += widths[index]!.outputs;
      return block;
    });
  }

  #prepare(
    pipelines: Pipelines<'hidden' | 'output'>,
    owner: BufferOwner,
    { layout, widths, blockStart }: Pick<Block, 'layout' | 'widths' | 'blockStart'>,
  ): Block {
    const { device, tile } = this.context;
    const { rows } = this;
    const quarter = (count: number) => count / 4;
    const vectors = quarter(this.#readWidth) * rows;
    const words = shapeWords({
      groups: [{ first: 0, rows, padded: rows, firstLogits: 0 }],
      sides: [{ inputs: quarter(widths.inputs), reads: quarter(widths.frozen + widths.hidden), chunks: [] }],
      numbers: {
        rows,
        inputWidth: quarter(widths.inputs),
        hiddenWidth: quarter(widths.hidden),
        readWidth: quarter(this.#readWidth),
        outputWidth: quarter(widths.outputs),
        vectorWidth: quarter(this.#vectorWidth),
        hiddenStart: quarter(widths.frozen),
        blockStart: quarter(blockStart),
        reads: 0,
        vectors,
        inputs: vectors + quarter(this.#vectorWidth) * rows,
        ...layerStarts(widths),
      },
    });
    const shape = owner.uniform(words.byteLength);
    device.queue.writeBuffer(shape, 0, words);
    const layers = owner.filled(packLayers(this.options.tower, layerIndices(layout, widths)));
    const group = bindAll(this.context, owner, { layers, scratch: this.#scratch, shape });
    const tiles = (columns: number) => tilesOf(tile, { rows, columns });
    const dispatches = [
      { pipeline: pipelines.hidden, workgroups: Math.ceil(tiles(widths.hidden) / tile.workgroup) },
      { pipeline: pipelines.output, workgroups: Math.ceil(tiles(widths.outputs) / tile.workgroup) },
    ];
    return { layout, widths, group, dispatches, blockStart, hiddenStart: widths.frozen };
  }

  /** Whether no encoded block has anything to compute. */
  get empty(): boolean {
    return this.#blocks.length === 0;
  }

  /** Computes all blocks of these entities, in order: a later block reads the hidden units of earlier ones. */
  run(entities: Int32Array): void {
    const { device } = this.context;
    const inputsAt = this.results[0]!.bytes;
    for (const { layout, widths, group, dispatches } of this.#blocks) {
      device.queue.writeBuffer(this.#scratch, inputsAt, this.#inputs(layout, widths.inputs, entities));
      submit(this.context, group, dispatches);
    }
  }

  #inputs({ active, inputs }: TowerLayout, width: number, entities: Int32Array): Float32Array<ArrayBuffer> {
    const { tower, side } = this.options;
    const { columns } = active;
    const meanIdRow = this.#meanIdRow;
    const packed = gatherInputs({ tower, side, entities, columns, meanIdRow });
    if (columns.length === width && entities.length === this.rows) return packed;
    const padded = new Float32Array(this.rows * width);
    for (let row = 0; row < entities.length; row++) {
      const from = row * columns.length;
      const to = row * width;
      for (let index = 0; index < inputs.length; index++) {
        const column = inputs[index]!;
        if (column >= 0) padded[to + index] = packed[from + column]!;
      }
    }
    return padded;
  }

  /** Copies results into the entities' rows. */
  unpack(
    values: Float32Array,
    { start, length }: { start: number; length: number },
    { vectors, hidden }: EncodedTower,
  ): void {
    const width = this.options.tower.outputWidth;
    const vectorsAt = this.#readWidth * this.rows;
    for (let row = 0; row < length; row++) {
      const read = row * this.#readWidth;
      hidden.set(values.subarray(read, read + this.hiddenWidth), (start + row) * this.hiddenWidth);
      for (const { layout, blockStart } of this.#blocks) {
        const from = vectorsAt + row * this.#vectorWidth + blockStart;
        layout.active.outputs.forEach((unit, index) => {
          vectors[(start + row) * width + unit] = values[from + index]!;
        });
      }
    }
  }
}
