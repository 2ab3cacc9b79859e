/**
 * One training stage on tfjs: the device computes loss and gradients of a batch, the host's masked Adam
 * applies them. Embedding rows are uploaded as plain inputs, so the embedding lookup needs no gradient
 * kernel: duplicates are summed on the host, in a fixed order.
 */
import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../data/batches';
import { type EncodedSides, lookupsOf } from '../../model/lookups';
import { ownerOf } from '../../model/ownerBytes';
import { type Model, trainsOutputBias, weightArrays } from '../../model/tower';
import { gatherRows, logitOffsets, onePositiveEach } from '../candidates';
import type { OpenStage, Rates, StageSpec } from '../engine';
import { LayerAdam, TableAdam } from '../hostAdam';
import { openHostStage } from '../hostStage';
import { decayFactor } from '../lazyDecay';
import { activeTower, type PackedLayer } from '../stage/activeSubnetwork';
import { applyGradients, type TowerGradients, towerGradients } from './gradients';
import { adaptiveMargin, innerProducts, product, softmaxLoss } from './operations';
import { encodeTower } from './tfjsEncoding';
import { type TowerStage, towerBackward, towerForward } from './towerPass';

/** Opens a stage of a masked model: encodes what is frozen and sets up the optimisers. */
export async function openTfjsStage(model: Model, sides: EncodedSides, spec: StageSpec): Promise<OpenStage> {
  const owner = ownerOf(spec.owner);
  const users = await openTower(model, sides, 'users', owner);
  const items = await openTower(model, sides, 'items', owner);
  const update = new TowerUpdate(spec, users, items);
  return openHostStage({
    weights: weightArrays(model),
    optimisers: [users, items].flatMap(({ tables, layers: { hidden, output } }) => [
      ...tables,
      hidden,
      output,
    ]),
    update: (batches, rates) => update.step(batches, rates),
  });
}

async function openTower(
  { granularity, ...towers }: Model,
  sides: EncodedSides,
  name: 'users' | 'items',
  owner: number,
): Promise<TowerStage> {
  const [tower, side] = [towers[name], sides[name]];
  const active = activeTower(tower, owner, granularity);
  const frozen = await encodeTower({ tower, side, granularity, blocks: owner, meanForUnseen: false });
  const trained = ({ weightIndices, biasIndices }: PackedLayer, owners: Uint8Array) =>
    Int32Array.from([...weightIndices, ...biasIndices]).map((index) =>
      index >= 0 && owners[index] === owner ? index : -1,
    );
  const biasIndices = trainsOutputBias(name)
    ? active.output.biasIndices
    : active.output.biasIndices.map(() => -1);
  const output = { ...active.output, biasIndices };
  return {
    tower,
    side,
    active,
    frozen,
    layers: {
      hidden: new LayerAdam(tower.hidden, trained(active.hidden, tower.owners.hidden)),
      output: new LayerAdam(tower.output, trained(output, tower.owners.output)),
    },
    tables: tower.tables.map((table) => new TableAdam(table, active.columns, tower.owners.columns, owner)),
  };
}

interface LossAndGradients {
  loss: number;
  /** B·∂L/∂ of the users' tower. */
  users: TowerGradients;
  /** B·∂L/∂ of the items' tower. */
  items: TowerGradients;
}

/** Makes the updates of an open stage. */
class TowerUpdate {
  /** Offsets of the last batch: a quarter of a megabyte that the next one fills again. */
  #offsets: Float32Array | undefined;
  /** One-hot targets by the shape of a batch: they are the same in every step. */
  readonly #identities: Record<string, Float32Array> = {};

  constructor(
    private readonly spec: StageSpec,
    private readonly users: TowerStage,
    private readonly items: TowerStage,
  ) {}

  /** Makes one update and returns its loss. */
  async step(batches: readonly Batch[], rates: Rates): Promise<number> {
    for (const batch of batches) {
      catchUp(this.users, batch.users);
      catchUp(this.items, batch.candidates);
    }
    const results = [];
    for (const [index, batch] of batches.entries()) {
      results.push(await this.#lossAndGradients(batch, index === 0));
    }
    const weights = this.spec.terms.map(({ weight }) => weight);
    const decay = decayFactor(rates.layers, this.spec.embeddingDecay);
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
    return results.reduce((sum, { loss }, index) => sum + weights[index]! * loss, 0);
  }

  /** Computes the loss and B times its gradients in one pass, and reads them back as a single tensor. */
  async #lossAndGradients(batch: Batch, isMain: boolean): Promise<LossAndGradients> {
    const flat = tf.tidy(() => {
      const users = towerForward(this.users, batch.users);
      const items = towerForward(this.items, batch.candidates);
      const { offsets, target } = this.#offsetsAndTarget(batch, isMain);
      const logits = innerProducts(users.vectors, items.vectors).add(offsets) as tf.Tensor2D;
      const { loss, signal } = softmaxLoss(logits, target);
      const gradients = [
        ...towerBackward(users, product(signal, items.vectors)),
        ...towerBackward(items, product(signal.transpose(), users.vectors)),
      ];
      return tf.concat([loss, ...gradients].map((tensor) => tensor.flatten()));
    });
    const values = await flat.data<'float32'>();
    flat.dispose();
    const users = towerGradients(values.subarray(1), this.users.active, batch.users);
    const itemsStart = 1 + users.inputs.length + users.hidden.length + users.output.length;
    const items = towerGradients(values.subarray(itemsStart), this.items.active, batch.candidates);
    return { loss: values[0]!, users, items };
  }

  /**
   * offsets = logQCorrection + accidentalHits + frozen upstream (of an additive stage) + adaptiveMargin;
   * target = (1 − κ)·onehot + κ·softmax(teacher's logits), or one-hot without a teacher.
   */
  #offsetsAndTarget(batch: Batch, isMain: boolean): { offsets: tf.Tensor2D; target: tf.Tensor2D } {
    const shape: [number, number] = [batch.users.length, batch.candidates.length];
    const { margin, teacher, additive = true } = this.spec;
    this.#offsets = logitOffsets(batch, this.#offsets);
    const corrections = tf.tensor2d(this.#offsets, shape);
    const key = shape.join('×');
    this.#identities[key] ??= onePositiveEach(...shape);
    const identity = tf.tensor2d(this.#identities[key], shape);
    let offsets = corrections;
    if (additive && this.users.frozen.vectors.length > 0 && ownerOf(this.spec.owner) > 0) {
      const upstream = cachedScores(
        this.users.frozen,
        this.items.frozen,
        batch,
        this.users.tower.outputWidth,
      );
      offsets = corrections.add(upstream);
      if (margin && margin.gamma > 0 && isMain) {
        offsets = offsets.add(adaptiveMargin(upstream, identity, margin));
      }
    }
    if (!teacher || !isMain) return { offsets, target: identity };
    const { users, items, width } = teacher.vectors;
    const teacherLogits = cachedScores({ vectors: users }, { vectors: items }, batch, width).add(corrections);
    const target = tf
      .softmax(teacherLogits)
      .mul(teacher.kappa)
      .add(identity.mul(1 - teacher.kappa));
    return { offsets, target: target as tf.Tensor2D };
  }
}

/** Scores a batch by cached vectors, through which no gradient flows. → [B,C] */
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

/** Applies the decay that the embedding rows of a batch have missed. */
function catchUp({ side, tables }: TowerStage, entities: Int32Array): void {
  tables.forEach((table, index) => {
    table.catchUp(lookupsOf(side.lookups[index]!, entities).rows);
  });
}
