import { describe, expect, it } from 'vitest';
import { activeTower } from '../../src/engine/stage/activeSubnetwork';
import type { Network } from '../../src/model/extra/network';
import { networkStepFlops, rerankerStepFlops } from '../../src/model/extra/networkFlops';
import { untrainedRerankers } from '../../src/model/extra/reranker';
import { towersStepFlops } from '../../src/model/flops';
import { outputOwners } from '../../src/model/ownership';
import type { Model, Tower } from '../../src/model/tower';
import { handNetwork } from '../handNetwork';
import { modelAtStage, tinyDataset } from '../tinyLog';

/** Two inputs, three hidden and three output units: owner 0 has one column, two units and one output. */
const TOWER: Tower = {
  tables: [],
  inputWidth: 2,
  hiddenWidth: 3,
  outputWidth: 3,
  hidden: new Float32Array(9),
  output: new Float32Array(12),
  owners: {
    columns: Uint8Array.of(0, 1),
    hidden: Uint8Array.of(0, 0, 1, 255, 255, 1, 0, 0, 1),
    output: Uint8Array.of(0, 1, 1, 0, 1, 1, 255, 1, 1, 0, 1, 1),
  },
};
const model = (granularity: Model['granularity']): Model => ({
  kind: 'towers',
  granularity,
  scores: 'cumulative',
  users: TOWER,
  items: TOWER,
});

/** B = 2 users, C = 5 candidates. */
const BATCH = { users: 2, candidates: 5 };

describe('the operations of a step of masked towers', () => {
  it('are those of the owner’s own block, and of the scores it adds to', () => {
    // Exposure: D = D' = 1, F = 0, H = 2, K = 1: a row is 2(1·2 + 2·1) + 2·1 + 1·2 = 12 products.
    // 2 · (7·12 + 2·5·(3·1)) = 228.
    const exposure = { owner: 0, teacherWidth: 0 };
    expect(towersStepFlops(model('unit'), exposure, [BATCH])).toBe(228);
    // Click: D = 2, D' = 1, F = 2, H = 1, K = 2: a row is 2(2·1 + 3·2) + 1·2 + 1·1 = 19; it adds to U = 1.
    // 2 · (7·19 + 10·(3·2 + 1)) = 406.
    const click = { owner: 1, teacherWidth: 0 };
    expect(towersStepFlops(model('unit'), click, [BATCH])).toBe(406);
    // Alone it adds to nothing: 2·10 less.
    expect(towersStepFlops(model('unit'), { ...click, additive: false }, [BATCH])).toBe(386);
  });

  it('compute every hidden unit at weight granularity, whose units nobody owns whole', () => {
    // D = 2, D' = 1, F = 0, H = 3, K = 2: a row is 2(2·3 + 3·2) + 3·2 + 1·3 = 33; 2 · (7·33 + 10·7) = 602.
    expect(towersStepFlops(model('weight'), { owner: 1, teacherWidth: 0 }, [BATCH])).toBe(602);
  });

  it('are those of every term, and of the teacher in the first', () => {
    // A teacher of width 3 scores the first term's 2·5 pairs: 2·10·3 = 60. The second term has 1 user, 2 candidates:
    // 2 · (3·19 + 2·7) = 142.
    const terms = [BATCH, { users: 1, candidates: 2 }];
    expect(towersStepFlops(model('unit'), { owner: 1, teacherWidth: 3 }, terms)).toBe(406 + 60 + 142);
  });

  it.each(['unit', 'weight'] as const)(
    'have the shapes that engines pack, at %s granularity',
    (granularity) => {
      for (const owner of [0, 1, 2]) {
        const { model: pruned } = modelAtStage(tinyDataset(), {
          owner,
          granularity,
          seed: 3,
          precision: 'float32',
        });
        // Without candidates only the users' tower is left, without pairs.
        const alone = towersStepFlops(pruned, { owner, teacherWidth: 0 }, [{ users: 1, candidates: 0 }]);
        const { hidden, output, units, outputs, columns } = activeTower(pruned.users, owner, granularity);
        const trained = columns.filter((column) => pruned.users.owners.columns[column] === owner).length;
        const weights = hidden.weightIndices.length + output.weightIndices.length;
        expect(alone).toBe(2 * (2 * weights + units.length * outputs.length + trained * units.length));
        expect(outputs.length).toBe(outputOwners(pruned.users).filter((byte) => byte === owner).length);
      }
    },
  );
});

describe('the operations of a step of a network', () => {
  const term = (objective: 'exposure' | 'click' | 'conversion', more: object = {}) => ({
    objective,
    ...BATCH,
    ...more,
  });
  const layersOfTower = ({ users }: Network) =>
    users.levels.map(({ experts, gates }) => [
      ...experts.map(({ inputs, units }) => inputs * units),
      ...gates.map((gate) => (gate ? gate.inputs * gate.units : 0)),
    ]);

  it('are those of the layers that the objective reads: a shared bottom and one head of three', () => {
    // One input, a hidden layer of 3 units, a head of width 1: w = 1·3 + 3·1 = 6 for each side.
    const { network } = handNetwork('shared-bottom');
    expect(layersOfTower(network)).toEqual([[3, 0]]);
    // 2 · (3·7·6 + 3·10·1) = 312.
    expect(networkStepFlops(network, [term('click')])).toBe(312);
    expect(networkStepFlops(network, [term('exposure'), term('click'), term('conversion')])).toBe(3 * 312);
  });

  it('mix all experts by the objective’s gate', () => {
    // Four experts of one input and u units each, one gate of 1·4, a head of u·1, and 4·u products to mix.
    const { network } = handNetwork('mmoe');
    const units = network.users.levels[0]!.experts[0]!.units;
    expect(layersOfTower(network)).toEqual([[units, units, units, units, 4, 4, 4]]);
    const row = 4 * units + 4 + 4 * units + units;
    expect(networkStepFlops(network, [term('conversion')])).toBe(2 * (3 * 7 * row + 3 * 10));
  });

  it('compare a cross-entropy’s rows one by one, over all heads up to the objective’s', () => {
    // Conversion reads two heads of width 1, each with a hidden layer of u units: w = 2·(u + u).
    const { network } = handNetwork('esmm');
    const units = network.users.levels[0]!.experts[0]!.units;
    const rows = { users: 4, candidates: 4, loss: 'cross-entropy' as const };
    // 2 · (3·8·4u + 3·4·2)
    expect(networkStepFlops(network, [term('conversion', rows)])).toBe(2 * (3 * 8 * 4 * units + 24));
  });

  it('score lists twice for a preference: by the network and by its reference', () => {
    const { network } = handNetwork('hyper-dpo');
    const { units } = network.users.levels[0]!.experts[0]!;
    // The users' input also has the three fusion weights; the only head is 3 wide. Two users, lists of five.
    const lists = { users: 2, candidates: 10, loss: 'preference' as const };
    const rows = 2 * (4 * units + 3 * units) + 10 * (units + 3 * units);
    expect(networkStepFlops(network, [term('click', lists)])).toBe(2 * (3 * rows + 3 * 4 * 10));
  });

  it('of a reranker are those of a user’s view and of every item', () => {
    const [reranker] = untrainedRerankers(['exposure'], 3, 0);
    expect(reranker!.units).toBe(16);
    // K·U = 48. Groups of 2 and 5 items: 2 · (2·4·48 + 7·(2·48 + 3 + 3·16)) = 2 · (384 + 1029) = 2826.
    expect(rerankerStepFlops(reranker!, [2, 5])).toBe(2826);
  });
});
