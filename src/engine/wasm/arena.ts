/**
 * The memory the kernels work in: one arena, laid out when a stage or a pass begins and never touched by an
 * allocator while it runs. It grows when it must and is used again for the next stage.
 */

import { CodedError } from '../../coded';

/** Bytes of a WebAssembly page; addresses are below 4 GiB. */
const PAGE = 65_536;
const MOST_BYTES = 2 ** 32;
const MB = 2 ** 20;

/** Rows side by side, each `stride` bytes after the one before; columns and rows count padding. */
export interface Matrix {
  at: number;
  rows: number;
  columns: number;
  stride: number;
}

/** The kernels' calls; addresses and strides in bytes. Their docstrings are in kernels/. */
export interface Kernels {
  packPanels(
    right: number,
    depthStep: number,
    columnStep: number,
    depth: number,
    columns: number,
    to: number,
  ): void;
  packBlocks(left: number, rowBytes: number, rows: number, depth: number, to: number): void;
  packTransposed(left: number, rowBytes: number, depth: number, rows: number, to: number): void;
  product(...parameters: number[]): void;
  columnSums(at: number, rowBytes: number, rows: number, columns: number, to: number, flags: number): void;
  softmaxLoss(...parameters: number[]): number;
  catchUp(tables: number, groups: number, trained: number, segments: number, count: number): void;
  gather(...parameters: number[]): void;
  gatherCached(...parameters: number[]): void;
  readCandidates(records: number, recordBytes: number, rows: number, entities: number, logQ: number): void;
  layerAdam(...parameters: number[]): void;
  rowAdam(...parameters: number[]): void;
  topItems(scores: number, count: number, removed: number, k: number, items: number, best: number): void;
}

export class Arena {
  readonly kernels: Kernels;
  readonly #memory: WebAssembly.Memory;
  readonly #start: number;
  #top: number;

  constructor(module: WebAssembly.Module) {
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    const abort = () => {
      throw new Error('a kernel aborted');
    };
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory, abort } });
    this.kernels = exports as unknown as Kernels;
    this.#start = aligned((exports.arenaStart as WebAssembly.Global).value as number);
    this.#top = this.#start;
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.#top - this.#start;
  }

  /** Forgets everything that was laid out, or what was laid out since `bytes` were in use. */
  reset(bytes = 0): void {
    this.#top = this.#start + bytes;
  }

  /**
   * Reserves room, a multiple of 64 bytes. Views taken before are void. Throws CodedError (`wasm-memory`) where
   * memory does not grow that far; what was reserved before stays.
   */
  reserve(bytes: number): number {
    const at = this.#top;
    this.provide(bytes);
    this.#top = aligned(at + bytes);
    return at;
  }

  /** Grows memory so far that `bytes` more can be reserved. Throws like `reserve`. */
  provide(bytes: number): void {
    const end = aligned(this.#top + bytes);
    const missing = end - this.#memory.buffer.byteLength;
    if (missing <= 0) return;
    const needed = Math.ceil(end / MB);
    if (end > MOST_BYTES) throw new CodedError('wasm-memory', { needed, limit: MOST_BYTES / MB, of: 'any' });
    try {
      this.#memory.grow(Math.ceil(missing / PAGE));
    } catch {
      const limit = Math.ceil(this.#memory.buffer.byteLength / MB);
      throw new CodedError('wasm-memory', { needed, limit, of: 'this' });
    }
  }

  /** A matrix of zeros. */
  matrix(rows: number, columns: number): Matrix {
    const stride = 4 * columns;
    const at = this.reserve(rows * stride);
    this.floats(at, rows * columns).fill(0);
    return { at, rows, columns, stride };
  }

  /** Copies values in. → their address */
  filled(values: Float32Array | Int32Array | Uint32Array): number {
    const at = this.reserve(values.byteLength);
    this.words(at, values.length).set(new Int32Array(values.buffer, values.byteOffset, values.length));
    return at;
  }

  /** A view that holds until the next reservation. */
  floats(at: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#memory.buffer, at, length);
  }

  words(at: number, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#memory.buffer, at, length);
  }

  byteView(at: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#memory.buffer, at, length);
  }
}

const aligned = (bytes: number): number => Math.ceil(bytes / 64) * 64;
