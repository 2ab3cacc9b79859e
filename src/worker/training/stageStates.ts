/** What each stage of a training ended with: who owns what always, weights and vectors while memory allows. */
import type { Reranker } from '../../model/extra/reranker';
import type { Model, Weights } from '../../model/tower';
import { ownersOf, type Trainable, trainedArrays } from '../../model/trainable';
import type { Vectors } from '../../model/vectors';

/** Weights and vectors of a stage's end. */
export interface KeptWeights {
  /** Copies, in the order of `trainedArrays`. */
  weights: readonly Weights[];
  vectors: Vectors;
  rerankers?: readonly Reranker[] | undefined;
}

export interface StageState {
  /** Ownership bytes in the order of `ownersOf`; none for a network. */
  owners: readonly Uint8Array[];
  /** Absent where memory did not allow it, and for what a run file or a checkpoint brought. */
  kept?: KeptWeights | undefined;
}

/** Bytes of weights and vectors that one training may keep beside its model. */
const MAX_KEPT_BYTES = 64 * 2 ** 20;
/** Latest runs of a visit whose stages keep weights. */
export const RUNS_WITH_WEIGHTS = 3;

/** The states of a training's stages, in the order in which they ended. */
export class StageStates {
  readonly list: StageState[];
  #bytes = 0;

  /** Begins with the owners that an interrupted training had kept. */
  constructor(
    owners: readonly (readonly Uint8Array[])[] = [],
    private readonly maxBytes = MAX_KEPT_BYTES,
  ) {
    this.list = owners.map((bytes) => ({ owners: bytes }));
  }

  /** Bytes of weights and vectors kept so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds the model as a stage left it: copies its owners, and where there is room its weights. */
  add(model: Trainable, { vectors, rerankers }: Pick<KeptWeights, 'vectors' | 'rerankers'>): void {
    const owners = ownersOf(model).map((bytes) => bytes.slice());
    const bytes = bytesOf(trainedArrays(model)) + bytesOf([vectors.users, vectors.items]);
    if (this.#bytes + bytes > this.maxBytes) {
      this.list.push({ owners });
      return;
    }
    this.#bytes += bytes;
    const weights = trainedArrays(model).map((array) => array.slice());
    this.list.push({ owners, kept: { weights, vectors, rerankers } });
  }
}

const bytesOf = (arrays: readonly Weights[]): number =>
  arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);

/** Removes the weights; the owners stay. */
export function dropWeights(states: readonly StageState[]): void {
  for (const state of states) delete state.kept;
}

/** Returns the model with the owners of a stage, and its weights where they were kept; the rest is shared. */
export function modelOfStage(model: Model, { owners, kept }: StageState): Model {
  const ownersAt = owners.values();
  const weightsAt = kept?.weights.values();
  const towerOfStage = (tower: Model['users']): Model['users'] => {
    const next = <Kind>(values: IterableIterator<Kind> | undefined, current: Kind): Kind =>
      values?.next().value ?? current;
    const tables = tower.tables.map((table) => ({ ...table, weights: next(weightsAt, table.weights) }));
    const hidden = next(weightsAt, tower.hidden);
    const output = next(weightsAt, tower.output);
    const columns = next(ownersAt, tower.owners.columns);
    return {
      ...tower,
      tables,
      hidden,
      output,
      owners: {
        columns,
        hidden: next(ownersAt, tower.owners.hidden),
        output: next(ownersAt, tower.owners.output),
      },
    };
  };
  return { ...model, users: towerOfStage(model.users), items: towerOfStage(model.items) };
}
