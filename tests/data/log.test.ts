import { describe, expect, it } from 'vitest';
import { buildLog, mergeRows } from '../../src/data/log';
import type { InteractionLog } from '../../src/data/schema';
import { summarise } from '../../src/data/summary';

/** Two users, two items; changes laid over. */
const small = (changes: Partial<Parameters<typeof buildLog>[0]> = {}) =>
  buildLog({
    name: 'small',
    objectives: ['exposure', 'click', 'conversion'],
    users: { ids: ['a', 'b'], features: [] },
    items: {
      ids: ['x', 'y'],
      features: [{ kind: 'value', name: 'kind', values: ['p', 'q'], index: Int32Array.of(0, 1) }],
    },
    rows: { user: Int32Array.of(1, 0, 1), item: Int32Array.of(0, 1, 0), depth: Uint8Array.of(0, 2, 1) },
    rowsRead: 3,
    ...changes,
  });

describe('merging rows', () => {
  it('sorts by user, then item, keeps the deepest outcome and the earliest time, and counts each user’s rows', () => {
    const merged = mergeRows(
      {
        user: Int32Array.of(2, 0, 2, 0, 2),
        item: Int32Array.of(1, 3, 0, 3, 1),
        depth: Uint8Array.of(1, 0, 0, 2, 0),
        time: Float64Array.of(50, 40, 30, 60, 20),
      },
      3,
      4,
    );
    expect(merged).toEqual({
      user: Int32Array.of(0, 2, 2),
      item: Int32Array.of(3, 0, 1),
      depth: Uint8Array.of(2, 0, 1),
      time: Float64Array.of(40, 30, 20),
      userStart: Int32Array.of(0, 1, 1, 3),
    });
  });

  it('merged rows are reported in a warning, and only then', async () => {
    expect((await small()).warnings.map(({ code }) => code)).toEqual(['duplicates-merged']);
    const rows = { user: Int32Array.of(0), item: Int32Array.of(0), depth: Uint8Array.of(1) };
    expect((await small({ rows })).warnings).toEqual([]);
  });
});

describe('the fingerprint', () => {
  const changed: Record<string, (log: InteractionLog) => Parameters<typeof small>[0]> = {
    'an id': () => ({ users: { ids: ['a', 'c'], features: [] } }),
    'an outcome': () => ({
      rows: { user: Int32Array.of(1, 0, 1), item: Int32Array.of(0, 1, 0), depth: Uint8Array.of(0, 1, 1) },
    }),
    'a feature of an item': ({ items }) => ({
      items: {
        ...items,
        features: [{ kind: 'value', name: 'kind', values: ['p', 'q'], index: Int32Array.of(1, 1) }],
      },
    }),
    'a value’s name': ({ items }) => ({
      items: {
        ...items,
        features: [{ kind: 'value', name: 'kind', values: ['p', 'r'], index: Int32Array.of(0, 1) }],
      },
    }),
  };
  for (const [what, change] of Object.entries(changed)) {
    it(`changes with ${what}`, async () => {
      const before = await small();
      expect((await small(change(before))).fingerprint).not.toBe(before.fingerprint);
    });
  }

  it('is 64 hexadecimal digits and depends neither on the name nor on the rows’ order', async () => {
    const rows = {
      user: Int32Array.of(1, 1, 0),
      item: Int32Array.of(0, 0, 1),
      depth: Uint8Array.of(1, 0, 2),
    };
    const { fingerprint } = await small();
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect((await small({ name: 'other', rows })).fingerprint).toBe(fingerprint);
  });
});

describe('the summary', () => {
  it('counts rows as read and exposures, clicks and conversions as merged', async () => {
    // Rows: b x 0, a y 2, b x 1 → pairs a y 2, b x 1: two exposures, both clicked, one converted.
    expect(summarise(await small())).toMatchObject({
      name: 'small',
      users: 2,
      items: 2,
      rows: 3,
      exposures: 2,
      clicks: 2,
      conversions: 1,
      features: ['kind'],
    });
  });
});
