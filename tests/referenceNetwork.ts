/** A network's forward pass and losses in plain float64 loops that follow the formulas: the arbiter. */
import type { Batch } from '../src/data/batches';
import { NO_CANDIDATE, OBJECTIVES } from '../src/data/schema';
import type { LossTerm } from '../src/engine/engine';
import { type DenseLayer, type Network, PREFERENCE_SCALE } from '../src/model/extra/network';
import { meanSeenRow } from '../src/model/inputs';
import { type EncodedSides, rowsOf } from '../src/model/lookups';
import { softmax } from '../src/model/reference';

type SideName = 'users' | 'items';

interface Place {
  side: SideName;
  entity: number;
  objective: number;
  /** As served: an unseen id borrows the mean row. */
  served?: boolean;
  /** [O] fusion weights that the user tower is conditioned on; absent: 0. */
  condition?: readonly number[];
}

/** r·W + b, the bias row last. */
function through({ inputs, units, weights }: DenseLayer, x: readonly number[]): number[] {
  return Array.from({ length: units }, (_, unit) => {
    let sum = weights[inputs * units + unit]!;
    for (let input = 0; input < inputs; input++) sum += x[input]! * weights[input * units + unit]!;
    return sum;
  });
}

/** e^o of one entity. */
export function referenceBlock(network: Network, sides: EncodedSides, place: Place): number[] {
  const { architecture } = network;
  const tower = network[place.side];
  const side = sides[place.side];
  const weights = Array.from(
    { length: place.side === 'users' ? (architecture.preference ?? 0) : 0 },
    (_, objective) => PREFERENCE_SCALE * (place.condition?.[objective] ?? 0),
  );
  const embeddings = (group: number): number[] => [
    ...tower.groups[group]!.tables.flatMap((table, index) => {
      if (place.served && index === 0 && !side.seen[place.entity]) return [...meanSeenRow(table, side.seen)];
      const rows = [...rowsOf(side.lookups[index]!, place.entity)];
      return Array.from(
        { length: table.width },
        (_, column) =>
          rows.reduce((sum, row) => sum + table.weights[row * table.width + column]!, 0) /
          Math.max(1, rows.length),
      );
    }),
    ...weights,
  ];
  const expert = (level: number, index: number): number[] => {
    const read = representation(level, architecture.levels[level]!.experts[index]!.reads);
    return through(tower.levels[level]!.experts[index]!, read).map((value) => Math.max(0, value));
  };
  const representation = (level: number, index: number): number[] => {
    if (level === 0) return embeddings(index);
    const { experts, gate } = architecture.levels[level - 1]!.mixes[index]!;
    const outputs = experts.map((mixed) => expert(level - 1, mixed));
    if (gate === undefined) return outputs[0]!;
    const logits = through(tower.levels[level - 1]!.gates[index]!, representation(level - 1, gate));
    const shares = softmax(Float64Array.from(logits));
    return outputs[0]!.map((_, unit) =>
      outputs.reduce((sum, values, mixed) => sum + shares[mixed]! * values[unit]!, 0),
    );
  };
  const { reads } = architecture.heads[place.objective]!;
  return through(tower.heads[place.objective]!, representation(architecture.levels.length, reads));
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0);

/** The term's loss on a batch, unweighted. */
export function referenceTermLoss(
  network: Network,
  sides: EncodedSides,
  { term, batch, reference }: { term: LossTerm; batch: Batch; reference?: Network },
): number {
  const own = OBJECTIVES.indexOf(term.objective);
  const conditionOf = (row: number) => {
    const width = OBJECTIVES.length;
    return batch.preferences && [...batch.preferences.subarray(row * width, (row + 1) * width)];
  };
  const weightOf = (row: number) => conditionOf(row)?.[own] ?? 1;
  const head = network.architecture.heads.length === 1 ? 0 : own;
  const blocks = (side: SideName, entities: Int32Array, objective: number) =>
    Array.from(entities, (entity, row) => {
      const condition = side === 'users' ? conditionOf(row) : undefined;
      return referenceBlock(network, sides, { side, entity, objective, ...(condition && { condition }) });
    });
  if (term.loss === 'preference') {
    const length = batch.candidates.length / batch.users.length;
    const losses = Array.from(batch.users, (entity, row) => {
      const lead = (model: Network, condition: readonly number[] | undefined, place: number) => {
        const item = batch.candidates[row * length + place]!;
        return dot(
          referenceBlock(model, sides, {
            side: 'users',
            entity,
            objective: 0,
            ...(condition && { condition }),
          }),
          referenceBlock(model, sides, { side: 'items', entity: item, objective: 0 }),
        );
      };
      const even = [1 / 3, 1 / 3, 1 / 3];
      const depths = [...batch.depths!.subarray(row * length, (row + 1) * length)];
      const logits = depths.map((depth, place) =>
        depth === NO_CANDIDATE
          ? Number.NEGATIVE_INFINITY
          : (term.beta ?? 1) * (lead(network, conditionOf(row), place) - lead(reference!, even, place)),
      );
      const chances = softmax(Float64Array.from(logits));
      const preferred = [...depths.keys()].filter(
        (place) => depths[place]! >= own && depths[place] !== NO_CANDIDATE,
      );
      const sum = preferred.reduce((total, place) => total - Math.log(chances[place]!), 0);
      return (weightOf(row) * sum) / preferred.length;
    });
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  }
  if (term.loss !== 'cross-entropy') {
    const [users, items] = [blocks('users', batch.users, head), blocks('items', batch.candidates, head)];
    const losses = users.map((user, row) => {
      const logits = items.map((item, c) =>
        c !== row && batch.candidates[c] === batch.candidates[row]
          ? Number.NEGATIVE_INFINITY
          : dot(user, item) - batch.logQ[batch.candidates[c]!]!,
      );
      return -weightOf(row) * Math.log(softmax(Float64Array.from(logits))[row]!);
    });
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  }
  const chances = Array.from(batch.users, () => 1);
  for (let objective = 1; objective <= own; objective++) {
    const [users, items] = [
      blocks('users', batch.users, objective),
      blocks('items', batch.candidates, objective),
    ];
    users.forEach((user, row) => {
      const z = dot(user, items[row]!) + network.biases[objective]!;
      chances[row]! *= 1 / (1 + Math.exp(-z));
    });
  }
  const losses = chances.map((chance, row) =>
    batch.depths![row]! >= own ? -Math.log(chance) : -Math.log(1 - chance),
  );
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
