/** Exact top lists of many users on the GPU: the part of an evaluation that is all multiplication. */
import { CodedError } from '../../coded';
import type { Vectors } from '../../model/vectors';
import type { RankOptions } from '../engine';
import { padTo } from '../stage/towerLayout';
import { BufferOwner, readBack } from './buffers';
import { bindAll, submit } from './dispatch';
import { RANK_KERNELS } from './kernels/kernels';
import { tilesOf } from './kernels/product';
import { shapeWords } from './shape';
import type { GpuContext } from './wgslDevice';

/** The most scores on the device at a time, in bytes, and the most users. */
const MAX_SCORE_BYTES = 2 ** 25;
const MAX_USERS = 256;
/** The kernels always score three objectives: an absent block adds nothing. */
const OBJECTIVE_COUNT = 3;
/** The number of items whose marks fit a word. */
const WORD_BITS = 32;

/** Ranks as Engine.rank says. Throws CodedError (`bad-k`) when k is not a whole number from 1 on, RangeError for separate scores. */
export async function rankOnWgsl(context: GpuContext, options: RankOptions): Promise<Int32Array[]> {
  const { k, users, objectives } = options;
  if (!Number.isInteger(k) || k < 1) throw new CodedError('bad-k', { k: String(k) });
  if (options.vectors.scores === 'separate') throw new RangeError('separate scores');
  const owner = new BufferOwner(context.device, context.memory);
  try {
    const pass = await RankPass.open(context, owner, options);
    const lists = Array.from({ length: objectives }, () => new Int32Array(users.length * k));
    for (let start = 0; start < users.length; start += pass.userRows) {
      const chunk = users.subarray(start, start + pass.userRows);
      const found = await context.guard(pass.run(chunk));
      lists.forEach((list, objective) => {
        const first = objective * pass.userRows * k;
        for (let entry = 0; entry < chunk.length * k; entry++) {
          list[start * k + entry] = found[2 * (first + entry) + 1]!;
        }
      });
    }
    return lists;
  } finally {
    owner.dispose();
  }
}

/** The buffers and dispatches of a ranking, for chunks of its users. */
class RankPass {
  readonly userRows: number;
  readonly #columns: number;
  readonly #grouping: Grouping;
  readonly #marks: Uint32Array<ArrayBuffer>;
  readonly #buffers;
  readonly #bindings: GPUBindGroup;
  readonly #dispatches;

  static async open(context: GpuContext, owner: BufferOwner, options: RankOptions): Promise<RankPass> {
    return new RankPass(context, owner, options, await context.pipelines(RANK_KERNELS));
  }

  private constructor(
    private readonly context: GpuContext,
    owner: BufferOwner,
    private readonly options: RankOptions,
    pipelines: Readonly<Record<(typeof RANK_KERNELS)[number], GPUComputePipeline>>,
  ) {
    const { vectors, objectives, k, users } = options;
    this.#grouping = groupUnits(vectors, objectives);
    const { width } = this.#grouping;
    const items = vectors.items.length / vectors.width;
    this.#columns = padTo(WORD_BITS, items);
    const maxRows = Math.floor(MAX_SCORE_BYTES / (4 * OBJECTIVE_COUNT * this.#columns));
    this.userRows = Math.max(16, Math.min(MAX_USERS, padTo(16, users.length), maxRows - (maxRows % 16)));
    this.#marks = new Uint32Array((this.userRows * this.#columns) / WORD_BITS);
    const scoresAt = this.userRows * width;
    const listBytes = 8 * OBJECTIVE_COUNT * this.userRows * k;
    const { device, tile } = context;
    const words = shapeWords({ groups: [], sides: [], numbers: this.#numbers(scoresAt / 4) });
    this.#buffers = {
      layers: owner.filled(groupRows(vectors.items, vectors.width, this.#grouping, this.#columns)),
      scratch: owner.storage(4 * (scoresAt + OBJECTIVE_COUNT * this.userRows * this.#columns)),
      tableMoments: owner.storage(listBytes),
      batch: owner.storage(this.#marks.byteLength),
      shape: owner.uniform(words.byteLength),
      staging: owner.readable(listBytes),
    };
    device.queue.writeBuffer(this.#buffers.shape, 0, words);
    this.#bindings = bindAll(context, owner, this.#buffers);
    const tiles = tilesOf(tile, { rows: this.userRows, columns: this.#columns });
    this.#dispatches = [
      { pipeline: pipelines.blockScores, workgroups: Math.ceil(tiles / tile.workgroup) },
      {
        pipeline: pipelines.bestItems,
        workgroups: Math.ceil((OBJECTIVE_COUNT * this.userRows) / tile.workgroup),
      },
    ];
  }

  #numbers(logits: number) {
    const { ends, width } = this.#grouping;
    return {
      userRows: this.userRows,
      candidateWidth: this.#columns / 4,
      vectorWidth: width / 4,
      logits,
      firstEnd: ends[0]! / 4,
      secondEnd: ends[1]! / 4,
      thirdEnd: ends[2]! / 4,
      listLength: this.options.k,
    };
  }

  /** Ranks for these users → pairs (score, item) for every objective, user and rank. */
  async run(users: Int32Array): Promise<Float32Array> {
    const { vectors } = this.options;
    const { device } = this.context;
    const { scratch, batch, tableMoments, staging } = this.#buffers;
    const { width } = vectors;
    const rows = new Float32Array(users.length * width);
    users.forEach((user, row) => {
      rows.set(vectors.users.subarray(user * width, (user + 1) * width), row * width);
    });
    device.queue.writeBuffer(scratch, 0, groupRows(rows, width, this.#grouping, this.userRows));
    this.#mark(users);
    device.queue.writeBuffer(batch, 0, this.#marks);
    submit(this.context, this.#bindings, this.#dispatches);
    const part = { buffer: tableMoments, offset: 0, bytes: tableMoments.size };
    return readBack(device, staging, [part]);
  }

  /** Sets a bit for every item that is not excluded from a user's lists. */
  #mark(users: Int32Array): void {
    const { removed, vectors } = this.options;
    const items = vectors.items.length / vectors.width;
    const words = this.#columns / WORD_BITS;
    this.#marks.fill(0);
    users.forEach((user, row) => {
      const excluded = removed?.(user);
      for (let item = 0; item < items; item++) {
        if (!excluded?.[item]) this.#marks[row * words + (item >> 5)]! |= 1 << (item & 31);
      }
    });
  }
}

interface Grouping {
  /** Output unit of each padded column; −1: padding. Blocks in order, each padded to four. */
  units: Int32Array;
  /** Ends of the three blocks; an empty one ends where the one before does. */
  ends: number[];
  width: number;
}

function groupUnits({ blocks }: Vectors, objectives: number): Grouping {
  const units: number[] = [];
  const ends: number[] = [];
  for (let block = 0; block < OBJECTIVE_COUNT; block++) {
    blocks.forEach((owner, unit) => {
      if (owner === block && block < objectives) units.push(unit);
    });
    while (units.length % 4 !== 0) units.push(-1);
    ends.push(units.length);
  }
  return { units: Int32Array.from(units), ends, width: Math.max(4, units.length) };
}

/** Groups the columns of vectors by block. → [count × grouped width], 0 in padding. */
function groupRows(
  values: Float32Array,
  width: number,
  grouping: Grouping,
  count: number,
): Float32Array<ArrayBuffer> {
  const grouped = new Float32Array(count * grouping.width);
  for (let row = 0; row < values.length / width; row++) {
    grouping.units.forEach((unit, column) => {
      if (unit >= 0) grouped[row * grouping.width + column] = values[row * width + unit]!;
    });
  }
  return grouped;
}
