import { describe, expect, it } from 'vitest';
import { deadUnits } from '../../src/model/deadUnits';
import type { EncodedSide } from '../../src/model/lookups';
import type { Tower } from '../../src/model/tower';

const FREE = 254;

/** Two entities with the one input 1 and −2; four hidden units with bias 0 unless a test says otherwise. */
function handTower({ weights, biases, owners }: { weights: number[]; biases: number[]; owners: number[] }) {
  const table = { name: 'id', rows: 2, width: 1, firstColumn: 0, weights: Float32Array.of(1, -2) };
  const hidden = Float32Array.of(...weights, ...biases);
  const tower: Tower = {
    tables: [table],
    inputWidth: 1,
    hiddenWidth: weights.length,
    outputWidth: 1,
    hidden,
    output: new Float32Array(weights.length + 1),
    owners: {
      columns: Uint8Array.of(0),
      hidden: Uint8Array.from([...owners, ...owners]),
      output: new Uint8Array(weights.length + 1),
    },
  };
  const side: EncodedSide = {
    count: 2,
    lookups: [{ rows: Int32Array.of(0, 1) }],
    seen: Uint8Array.of(1, 1),
  };
  return { tower, side };
}

describe('dead units', () => {
  it('are those whose ReLU is 0 for every entity', () => {
    // x = 1, −2. Unit 0: 3x = 3 → fires. Unit 1: −x = 2 for the second → fires.
    // Unit 2: x − 1 = 0, −3 → dead. Unit 3: 0·x − .5 → dead.
    const { tower, side } = handTower({
      weights: [3, -1, 1, 0],
      biases: [0, 0, -1, -0.5],
      owners: [0, 0, 0, 1],
    });
    expect([...deadUnits(tower, side, 'unit')]).toEqual([2, 3]);
  });

  it('are never free units, which no objective uses yet', () => {
    const { tower, side } = handTower({ weights: [0, 0], biases: [-1, -1], owners: [0, FREE] });
    expect([...deadUnits(tower, side, 'unit')]).toEqual([0]);
  });

  it('read no blocked weight', () => {
    const { tower, side } = handTower({ weights: [3], biases: [-1], owners: [0] });
    // Unblocked 3·1 − 1 = 2 fires; blocked only the bias is left.
    expect([...deadUnits(tower, side, 'unit')]).toEqual([]);
    tower.owners.hidden[0] = 255;
    expect([...deadUnits(tower, side, 'unit')]).toEqual([0]);
  });

  it('fire under a later objective where single weights are owned', () => {
    // Click owns the weight into exposure's unit: exposure reads −1, click 3·1 − 1 = 2.
    const { tower, side } = handTower({ weights: [3], biases: [-1], owners: [0] });
    tower.owners.hidden[0] = 1;
    expect([...deadUnits(tower, side, 'weight')]).toEqual([]);
    expect([...deadUnits(tower, side, 'unit')]).toEqual([0]);
  });

  it('take the mean row for an id that training never saw', () => {
    // Seen: only x = 1. The second entity reads the mean 1 instead of −2, so −x never fires.
    const { tower, side } = handTower({ weights: [-1], biases: [0], owners: [0] });
    side.seen[1] = 0;
    expect([...deadUnits(tower, side, 'unit')]).toEqual([0]);
  });
});
