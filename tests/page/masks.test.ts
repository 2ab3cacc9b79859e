import { describe, expect, it } from 'vitest';
import { ownerOfByte, ownerShares } from '../../src/page/legend/owners';
import { columnOwner, inputColumn, orderMask } from '../../src/page/masks/maskOrder';
import type { MaskPicture } from '../../src/worker/protocol/training';

/** Inputs owned by 1, 0; units owned by 1, 0, 1. Bias row last: [1, 0, 1]. Blocked: input 0 → unit 1. */
const picture: MaskPicture = {
  tower: 'user',
  layer: 'hidden',
  rows: 3,
  columns: 3,
  owners: Uint8Array.from([1, 255, 1, 1, 0, 1, 1, 0, 1]),
};

describe('arrange', () => {
  it('groups columns by owner and puts rows with blocked connections below, the bias last', () => {
    const { rows, columns } = orderMask(picture, true);
    expect([...columns]).toEqual([1, 0, 2]);
    expect([...rows]).toEqual([1, 0, 2]);
  });

  it('orders a block-triangular mask so that a blocked column stays blocked down to the bias', () => {
    // Inputs 0…5 and units 0…5 owned by i mod 3; j → k is blocked where owner(j) > owner(k).
    const owners = Array.from({ length: 7 * 6 }, (_, cell) => {
      const [input, unit] = [Math.floor(cell / 6), cell % 6];
      return input < 6 && input % 3 > unit % 3 ? 255 : unit % 3;
    });
    const mask: MaskPicture = { ...picture, rows: 7, columns: 6, owners: Uint8Array.from(owners) };
    const { rows, columns } = orderMask(mask, true);
    for (const column of columns) {
      const seen = [...rows].slice(0, -1).map((row) => mask.owners[row * 6 + column] === 255);
      expect(seen).toEqual([...seen].sort());
    }
  });

  it('keeps the stored order when grouping is off', () => {
    expect([...orderMask(picture, false).columns]).toEqual([0, 1, 2]);
  });

  it('ignores blocked connections when it assigns a column to an owner', () => {
    const mask: MaskPicture = { ...picture, columns: 1, owners: Uint8Array.from([255, 255, 0]) };
    expect(columnOwner(mask, 0)).toBe(0);
  });
});

describe('inputColumn', () => {
  const table = (layer: string, columns: number): MaskPicture => ({ ...picture, layer, rows: 1, columns });
  const tables = [table('embedding:id', 2), table('embedding:segment', 1)];

  it('names the table and column behind an input row', () => {
    expect(inputColumn(tables, 3, 1)).toEqual({ table: 'id', index: 1 });
    expect(inputColumn(tables, 3, 2)).toEqual({ table: 'segment', index: 0 });
  });

  it('gives no names when the tables’ widths do not sum to the layer’s inputs', () => {
    expect(inputColumn(tables, 4, 2)).toBeUndefined();
  });
});

describe('owners', () => {
  it('accepts every valid byte and rejects the others', () => {
    expect([0, 1, 2, 254, 255].map(ownerOfByte)).toEqual([
      'exposure',
      'click',
      'conversion',
      'free',
      'blocked',
    ]);
    expect(() => ownerOfByte(3)).toThrow(RangeError);
  });

  it('leaves owners without weights out of the shares', () => {
    expect(ownerShares({ exposure: 3, click: 0, conversion: 0, free: 1, blocked: 0 })).toEqual([
      { owner: 'exposure', share: 0.75 },
      { owner: 'free', share: 0.25 },
    ]);
  });
});
