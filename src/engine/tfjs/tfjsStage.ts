/**
 * One training stage on tfjs: its autodiff computes loss and gradients of a batch, the host's masked
 * Adam applies them. Embedding rows travel as plain inputs of the graph, so the gather has no
 * gradient kernel at all: duplicates are summed on the host, in a fixed order.
 */
import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../data/batches';
import { gatherInputs } from '../../model/inputs';
import { ownerOf } from '../../model/ownership';
import type { EncodedSide, EncodedSides, Model, Tower } from '../../model/parameters';
import { LayerAdam, TableAdam } from '../adam';
import { gatherRows, logitOffsets } from '../candidates';
import type { OpenStage, Rates, StageSpec } from '../engine';
import { viewOfBlock } from '../stageView';
import { encodeTower, type LayerTensors, layerTensors, type TowerOutputs } from './encoding';
import {
  applyGradients,
  LAYER_NAMES,
  type SideGradients,
  splitGradients,
  type TrainedTower,
} from './gradients';
import { adaptiveMargins, dense, innerProducts, softmaxLoss } from './operations';

/** One side while its stage is open. */
interface TowerStage extends TrainedTower {
  tower: Tower;
  /** What owners < t compute for everybody; it does not change while t trains. */
  frozen: TowerOutputs;
}

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
  const view = viewOfBlock(tower, owner, granularity);
  const frozen = await encodeTower({ tower, side, granularity, blocks: owner, meanForUnseen: false });
  const trained = (places: Int32Array, owners: Uint8Array) =>
    places.map((place) => (place >= 0 && owners[place] === owner ? place : -1));
  const { hidden, output } = view;
  return {
    tower,
    side,
    view,
    frozen,
    layers: {
      w1: new LayerAdam(tower.hidden, trained(hidden.weightPlaces, tower.owners.hidden)),
      b1: new LayerAdam(tower.hidden, trained(hidden.biasPlaces, tower.owners.hidden)),
      w2: new LayerAdam(tower.output, trained(output.weightPlaces, tower.owners.output)),
      b2: new LayerAdam(tower.output, trained(output.biasPlaces, tower.owners.output)),
    },
    tables: tower.tables.map((table) => new TableAdam(table, view.columns, tower.owners.columns, owner)),
  };
}

class TfjsStage implements OpenStage {
  #losses: number[] = [];

  constructor(
    private readonly spec: StageSpec,
    private readonly users: TowerStage,
    private readonly items: TowerStage,
  ) {}

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
    this.#losses.push(results.reduce((sum, { loss }, index) => sum + weights[index]! * loss, 0));
    const decay = 1 - rates.layers * this.spec.embeddingDecay;
    const userParts = results.map(({ users }, index) => ({
      entities: batches[index]!.users,
      gradients: users,
      weight: weights[index]!,
    }));
    const itemParts = results.map(({ items }, index) => ({
      entities: batches[index]!.candidates,
      gradients: items,
      weight: weights[index]!,
    }));
    applyGradients(this.users, userParts, rates, decay);
    applyGradients(this.items, itemParts, rates, decay);
  }

  async losses(): Promise<number[]> {
    const losses = this.#losses;
    this.#losses = [];
    return losses;
  }

  async synchronise(): Promise<void> {
    for (const { tables } of [this.users, this.items]) {
      for (const table of tables) table.catchUpAll();
    }
  }

  /** The weights live on the host already; nothing on the device outlives a step. */
  dispose(): void {}

  /** One graph, one read: loss and all gradients come back as a single tensor. */
  async #lossAndGradients(
    batch: Batch,
    isMain: boolean,
  ): Promise<{ loss: number; users: SideGradients; items: SideGradients }> {
    const shapes: number[][] = [];
    const flat = tf.tidy(() => {
      const users = sideTensors(this.users, batch.users);
      const items = sideTensors(this.items, batch.candidates);
      const { offsets, target } = this.#constants(batch, isMain);
      const leaves = [users, items].flatMap(({ inputs, layers }) => [
        inputs,
        ...LAYER_NAMES.map((name) => layers[name]),
      ]);
      const { value, grads } = tf.valueAndGrads((...variables: tf.Tensor[]) => {
        const [userVariables, itemVariables] = [variables.slice(0, 5), variables.slice(5)];
        const userVectors = forward(userVariables, users.frozenHidden);
        const itemVectors = forward(itemVariables, items.frozenHidden);
        return softmaxLoss(innerProducts(userVectors, itemVectors), offsets, target);
      })(leaves);
      shapes.push(...leaves.map(({ shape }) => shape));
      return tf.concat([value.reshape([1]), ...grads.map((gradient) => gradient.flatten())]);
    });
    const values = await flat.data<'float32'>();
    flat.dispose();
    return splitGradients(values, shapes);
  }

  /** offsets = frozen upstream (of an additive stage) − log-q + margin + accidental hits; target = one-hot, or distilled. */
  #constants(batch: Batch, isMain: boolean): { offsets: tf.Tensor2D; target: tf.Tensor2D } {
    const shape: [number, number] = [batch.users.length, batch.candidates.length];
    const { margin, teacher, additive = true } = this.spec;
    const base = tf.tensor2d(logitOffsets(batch), shape);
    const identity = tf.eye(shape[0], shape[1]);
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

interface SideTensors {
  inputs: tf.Tensor2D;
  layers: LayerTensors;
  frozenHidden: tf.Tensor2D | null;
}

function sideTensors({ tower, side, view, frozen }: TowerStage, entities: Int32Array): SideTensors {
  const inputs = gatherInputs({ tower, side, entities, columns: view.columns });
  const { hidden, hiddenWidth } = frozen;
  return {
    inputs: tf.tensor2d(inputs, [entities.length, view.columns.length]),
    layers: layerTensors(tower, view),
    frozenHidden:
      hiddenWidth > 0
        ? tf.tensor2d(gatherRows(hidden, hiddenWidth, entities), [entities.length, hiddenWidth])
        : null,
  };
}

/** e^t = [frozen hidden | relu(x·W₁ + b₁)]·W₂ + b₂ → [n, K_t] */
function forward(variables: tf.Tensor[], frozenHidden: tf.Tensor2D | null): tf.Tensor2D {
  const [inputs, w1, b1, w2, b2] = variables as [
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor1D,
    tf.Tensor2D,
    tf.Tensor1D,
  ];
  const hidden = tf.relu(dense(inputs, w1, b1));
  return dense(frozenHidden ? tf.concat2d([frozenHidden, hidden], 1) : hidden, w2, b2);
}

function catchUp({ side, tables }: TowerStage, entities: Int32Array): void {
  tables.forEach((table, index) => {
    table.catchUp(entities.map((entity) => side.rows[index]![entity]!));
  });
}
