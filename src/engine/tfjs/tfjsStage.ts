/**
 * One training stage on tfjs: the device computes loss and gradients of a batch, the host's masked
 * Adam applies them. Embedding rows travel as plain inputs, so the gather has no gradient kernel at
 * all: duplicates are summed on the host, in a fixed order.
 */
import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../data/batches';
import { type EncodedSide, type EncodedSides, lookupsOf } from '../../model/lookups';
import { ownerOf } from '../../model/ownerBytes';
import { type Model, type Tower, weightArrays } from '../../model/tower';
import { activeTower, type PackedLayer } from '../activeSubnetwork';
import { LayerAdam, TableAdam } from '../adam';
import { gatherRows, logitOffsets, onePositiveEach } from '../candidates';
import type { OpenStage, Rates, StageSpec, StageState } from '../engine';
import { StageSnapshot } from '../stageSnapshot';
import { encodeTower } from './encoding';
import { applyGradients, type SideGradients, sideGradients } from './gradients';
import { adaptiveMargins, innerProducts, product, softmaxLoss } from './operations';
import { backward, forward, type TowerStage } from './towerPass';

export async function openTfjsStage(model: Model, sides: EncodedSides, spec: StageSpec): Promise<OpenStage> {
  const owner = ownerOf(spec.owner);
  const users = await openTower(model.users, sides.users, owner, model.granularity);
  const items = await openTower(model.items, sides.items, owner, model.granularity);
  return new TfjsStage(spec, users, items);
}

async function openTower(
  tower: Tower,
  side: EncodedSide,
  owner: number,
  granularity: Model['granularity'],
): Promise<TowerStage> {
  const view = activeTower(tower, owner, granularity);
  const frozen = await encodeTower({ tower, side, granularity, blocks: owner, meanForUnseen: false });
  const trained = ({ weightPlaces, biasPlaces }: PackedLayer, owners: Uint8Array) =>
    Int32Array.from([...weightPlaces, ...biasPlaces]).map((place) =>
      place >= 0 && owners[place] === owner ? place : -1,
    );
  return {
    tower,
    side,
    view,
    frozen,
    layers: {
      hidden: new LayerAdam(tower.hidden, trained(view.hidden, tower.owners.hidden)),
      output: new LayerAdam(tower.output, trained(view.output, tower.owners.output)),
    },
    tables: tower.tables.map((table) => new TableAdam(table, view.columns, tower.owners.columns, owner)),
  };
}

interface LossAndGradients {
  loss: number;
  /** B·∂L. */
  users: SideGradients;
  items: SideGradients;
}

class TfjsStage implements OpenStage {
  readonly #state: StageSnapshot;
  /** Of the last batch: a quarter of a megabyte that the next one fills again. */
  #offsets?: Float32Array;
  /** By a batch's shape: the one-hot target is the same in every step. */
  readonly #identities: Record<string, Float32Array> = {};

  constructor(
    private readonly spec: StageSpec,
    private readonly users: TowerStage,
    private readonly items: TowerStage,
  ) {
    const optimisers = [users, items].flatMap(({ tables, layers: { hidden, output } }) => [
      ...tables,
      hidden,
      output,
    ]);
    this.#state = new StageSnapshot(weightArrays({ users: users.tower, items: items.tower }), optimisers);
  }

  async step(batches: readonly Batch[], rates: Rates): Promise<void> {
    for (const batch of batches) {
      catchUp(this.users, batch.users);
      catchUp(this.items, batch.candidates);
    }
    const results = [];
    for (const [index, batch] of batches.entries()) {
      results.push(await this.#lossAndGradients(batch, index === 0));
    }
    const weights = this.spec.terms.map(({ weight }) => weight);
    this.#state.count(results.reduce((sum, { loss }, index) => sum + weights[index]! * loss, 0));
    const decay = 1 - rates.layers * this.spec.embeddingDecay;
    const userParts = results.map(({ users }, index) => {
      const entities = batches[index]!.users;
      return { entities, gradients: users, weight: weights[index]! / entities.length };
    });
    const itemParts = results.map(({ items }, index) => {
      const { users, candidates } = batches[index]!;
      return { entities: candidates, gradients: items, weight: weights[index]! / users.length };
    });
    applyGradients(this.users, userParts, rates, decay);
    applyGradients(this.items, itemParts, rates, decay);
  }

  async losses(): Promise<number[]> {
    return this.#state.readLosses();
  }

  async capture(): Promise<StageState> {
    return this.#state.capture();
  }

  async resume(state: StageState): Promise<void> {
    this.#state.resume(state);
  }

  async synchronise(): Promise<void> {
    for (const { tables } of [this.users, this.items]) {
      for (const table of tables) table.catchUpAll();
    }
  }

  /** The weights live on the host already; nothing on the device outlives a step. */
  dispose(): void {}

  /** One pass, one read: the loss and B times its gradients come back as a single tensor. */
  async #lossAndGradients(batch: Batch, isMain: boolean): Promise<LossAndGradients> {
    const flat = tf.tidy(() => {
      const users = forward(this.users, batch.users);
      const items = forward(this.items, batch.candidates);
      const { offsets, target } = this.#constants(batch, isMain);
      const logits = innerProducts(users.vectors, items.vectors).add(offsets) as tf.Tensor2D;
      const { loss, signal } = softmaxLoss(logits, target);
      const gradients = [
        ...backward(users, product(signal, items.vectors)),
        ...backward(items, product(signal.transpose(), users.vectors)),
      ];
      return tf.concat([loss, ...gradients].map((tensor) => tensor.flatten()));
    });
    const values = await flat.data<'float32'>();
    flat.dispose();
    const users = sideGradients(values.subarray(1), this.users.view, batch.users);
    const itemsStart = 1 + users.inputs.length + users.hidden.length + users.output.length;
    const items = sideGradients(values.subarray(itemsStart), this.items.view, batch.candidates);
    return { loss: values[0]!, users, items };
  }

  /** offsets = frozen upstream (of an additive stage) − log-q + margin + accidental hits; target = one-hot, or distilled. */
  #constants(batch: Batch, isMain: boolean): { offsets: tf.Tensor2D; target: tf.Tensor2D } {
    const shape: [number, number] = [batch.users.length, batch.candidates.length];
    const { margin, teacher, additive = true } = this.spec;
    this.#offsets = logitOffsets(batch, this.#offsets);
    const base = tf.tensor2d(this.#offsets, shape);
    const key = shape.join('×');
    this.#identities[key] ??= onePositiveEach(...shape);
    const identity = tf.tensor2d(this.#identities[key], shape);
    let offsets = base;
    if (additive && this.users.frozen.vectors.length > 0 && ownerOf(this.spec.owner) > 0) {
      const upstream = cachedScores(
        this.users.frozen,
        this.items.frozen,
        batch,
        this.users.tower.outputWidth,
      );
      offsets = base.add(upstream);
      if (margin && margin.gamma > 0 && isMain) {
        offsets = offsets.add(adaptiveMargins(upstream, identity, margin));
      }
    }
    if (!teacher || !isMain) return { offsets, target: identity };
    const { users, items, width } = teacher.vectors;
    const taught = cachedScores({ vectors: users }, { vectors: items }, batch, width).add(base);
    const target = tf
      .softmax(taught)
      .mul(teacher.kappa)
      .add(identity.mul(1 - teacher.kappa));
    return { offsets, target: target as tf.Tensor2D };
  }
}

/** Scores of a batch from cached vectors: no gradient flows. → [B,C] */
function cachedScores(
  users: { vectors: Float32Array },
  items: { vectors: Float32Array },
  { users: rows, candidates }: Batch,
  width: number,
): tf.Tensor2D {
  return innerProducts(
    tf.tensor2d(gatherRows(users.vectors, width, rows), [rows.length, width]),
    tf.tensor2d(gatherRows(items.vectors, width, candidates), [candidates.length, width]),
  );
}

/** Brings the embedding rows of a batch up to date, decay included. */
function catchUp({ side, tables }: TowerStage, entities: Int32Array): void {
  tables.forEach((table, index) => {
    table.catchUp(lookupsOf(side.lookups[index]!, entities).rows);
  });
}
