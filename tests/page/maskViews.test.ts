/** What the masks say in words, where the tip stands, and what another τ releases. */
import { describe, expect, it } from 'vitest';
import { cellLines } from '../../src/page/masks/cellText';
import { flowBands } from '../../src/page/masks/flowBands';
import { movableCurves, releasedAt } from '../../src/page/masks/tau';
import { tipPosition } from '../../src/page/masks/tipPosition';
import { en } from '../../src/page/messages/en';
import type { Text } from '../../src/page/messages/useText';
import type { LayerDetail, MaskPicture, PruneCurve } from '../../src/worker/protocol/training';

const text: Text = (id, values = {}) =>
  Object.entries(values).reduce<string>(
    (sentence, [name, value]) => sentence.replace(`{${name}}`, String(value)),
    en[id],
  );

/** Two tables, 2 and 3 columns wide, feed 5 inputs and a bias into 2 hidden units. */
const table = (layer: string, columns: number): MaskPicture => ({
  tower: 'user',
  layer,
  rows: 1,
  columns,
  owners: new Uint8Array(columns),
});
const tables = [table('embedding:id', 2), table('embedding:device', 3)];
const hidden: MaskPicture = {
  tower: 'user',
  layer: 'hidden',
  rows: 6,
  columns: 2,
  owners: Uint8Array.from([0, 1, 0, 1, 0, 255, 0, 2, 254, 0, 0, 0]),
};
const context = { tables, stages: ['Train exposure', 'Prune exposure'], text, format: String };
const linesOf = (picture: MaskPicture, row: number, column: number, detail?: LayerDetail) =>
  cellLines(picture, { row, column }, { ...context, detail });

describe('a cell’s tip', () => {
  it('names input and unit, weight, owner, and the stage of release', () => {
    const values = new Float32Array(12);
    values[7] = 0.25;
    const releasedIn = new Uint8Array(12);
    releasedIn[7] = 2;
    // Input 3 is the second column of the second table.
    expect(linesOf(hidden, 3, 1, { values, releasedIn })).toEqual([
      'device, column 2 → hidden 2',
      'weight 0.25',
      'owner: Conversion',
      'released by: Prune exposure',
    ]);
    expect(linesOf(hidden, 3, 0, { values, releasedIn })).not.toContain('released by: Prune exposure');
  });

  it('names the bias, hidden units as inputs of the output layer, and a table’s column', () => {
    expect(linesOf(hidden, 5, 0)[0]).toBe('bias → hidden 1');
    expect(linesOf({ ...hidden, layer: 'output' }, 0, 1)[0]).toBe('hidden 1 → output 2');
    const sizes = { values: Float32Array.of(0.5, 1, 2), releasedIn: new Uint8Array(3) };
    expect(linesOf(tables[1]!, 0, 2, sizes)).toEqual(['device, column 3', 'mean size 2', 'owner: Exposure']);
  });

  it('says where the value was not kept, and nothing of it before it is known', () => {
    const detail = { values: null, releasedIn: new Uint8Array(12) };
    expect(linesOf(hidden, 0, 0, detail)[1]).toBe('the value at this stage was not kept');
    expect(linesOf(hidden, 0, 0)).toEqual(['id, column 1 → hidden 1', 'owner: Exposure']);
    expect(linesOf(hidden, 9, 0)).toEqual([]);
  });
});

describe('the place of a tip', () => {
  const view = { width: 400, height: 300 };
  const tip = { width: 120, height: 60 };
  const at = (left: number, top: number) => tipPosition({ left, top, width: 4, height: 4 }, tip, view);

  it('is below the cell and centred on it where there is room', () => {
    // 200 + 2 − 60; 100 + 4 + 8.
    expect(at(200, 100)).toEqual({ left: 142, top: 112 });
  });

  it('flips above at the bottom, and stays inside at the sides', () => {
    // 280 − 8 − 60.
    expect(at(200, 280).top).toBe(212);
    expect(at(0, 100).left).toBe(8);
    expect(at(398, 100).left).toBe(400 - 120 - 8);
  });

  it('is inside the window wherever the cell is', () => {
    for (let left = -20; left < 440; left += 20) {
      for (let top = -20; top < 340; top += 20) {
        const place = at(left, top);
        expect(place.left).toBeGreaterThanOrEqual(0);
        expect(place.top).toBeGreaterThanOrEqual(0);
        expect(place.left + tip.width).toBeLessThanOrEqual(view.width);
        expect(place.top + tip.height).toBeLessThanOrEqual(view.height);
      }
    }
  });
});

describe('what another τ releases', () => {
  const curve: PruneCurve = {
    tower: 'both',
    layer: 'output',
    // Importances 1, 1, 2, 4 of 8.
    mass: Float32Array.of(0, 0.125, 0.25, 0.5, 1),
    released: 2,
    candidates: 4,
    tau: 0.3,
  };

  const at = (tau: number, layer = 'output', laterObjectives = 1) =>
    releasedAt({ ...curve, layer }, { tau, laterObjectives });

  it('is the longest prefix within τ of the importance, and never all', () => {
    expect([0.125, 0.2, 0.25, 0.49, 0.5, 1].map((tau) => at(tau))).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('is one unit at least for each later objective, but may be no column', () => {
    expect(at(0)).toBe(1);
    expect(at(0, 'output', 2)).toBe(2);
    expect(at(0, 'embedding:id')).toBe(0);
  });

  it('is nothing by importance where nothing has any', () => {
    const flat = { ...curve, mass: new Float32Array(5), layer: 'embedding:id' };
    expect(releasedAt(flat, { tau: 0.5, laterObjectives: 1 })).toBe(0);
  });

  it('is what was released where τ is that of the training', () => {
    expect(at(0.3)).toBe(2);
  });

  it('follows no other rule and no weight with a τ of its own', () => {
    const { tau: _, ...ratio } = curve;
    const weights = { ...curve, layer: 'hidden' };
    expect(movableCurves([curve, ratio, weights], 'weight')).toEqual([curve]);
    expect(movableCurves([curve, ratio, weights], 'unit')).toEqual([curve, weights]);
  });
});

describe('the stream of capacity', () => {
  const none = { exposure: 0, click: 0, conversion: 0, free: 0, blocked: 0 };

  it('is level over a stage and slopes to the next, one band for each owner', () => {
    const stages = [
      { ...none, exposure: 4 },
      { ...none, exposure: 1, free: 3 },
    ];
    const bands = flowBands(stages, { bar: 0.5, height: 100 });
    expect(bands.map(({ owner }) => owner)).toEqual(['exposure', 'free']);
    // Exposure: all of the height up to x = .75, a quarter of it from x = 1.25 on.
    expect(bands[0]!.points).toBe(
      '0.000,0.00 0.750,0.00 1.250,0.00 2.000,0.00 2.000,25.00 1.250,25.00 0.750,100.00 0.000,100.00',
    );
    expect(bands[1]!.points).toBe(
      '0.000,100.00 0.750,100.00 1.250,25.00 2.000,25.00 2.000,100.00 1.250,100.00 0.750,100.00 0.000,100.00',
    );
  });
});
