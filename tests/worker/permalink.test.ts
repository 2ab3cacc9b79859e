import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DEFAULTS, PARAMETERS, withChanges } from '../../src/config';
import { createRandom } from '../../src/random';
import type { Setup } from '../../src/worker/protocol/storage';
import { readLink, writeLink } from '../../src/worker/runFile/permalink';

const setup: Setup = {
  method: 'csmf-plus',
  config: withChanges(DEFAULTS, { seed: 77, tau: { click: 0.25 }, margin: 'hard-push', keepBest: true }),
  dataset: {
    name: 'shop',
    fingerprint: 'ab'.repeat(32),
    sample: { name: 'shop', options: { seed: 3, users: 60 } },
  },
};

/** A link that somebody wrote by hand. */
const forged = (value: unknown) => {
  const bytes = deflateSync(strToU8(JSON.stringify(value)));
  return `setup=1.${Buffer.from(bytes).toString('base64url')}`;
};
const { dataset, method } = setup;

describe('a permalink', () => {
  it('holds the whole setup in less than a kilobyte and gives it back', () => {
    const link = writeLink(setup);
    expect(readLink(link)).toEqual(setup);
    expect(link.length).toBeLessThan(1000);
    expect(link).toMatch(/^setup=1\.[\w-]+$/);
    const own = { ...setup, dataset: { name: '日志.csv', fingerprint: '0'.repeat(64) } };
    expect(readLink(writeLink(own))).toEqual(own);
  });

  it('is at the defaults where it says nothing, as of a version that knew fewer hyperparameters', () => {
    expect(readLink(forged({ method, config: { seed: 5 }, dataset })).config).toEqual({
      ...DEFAULTS,
      seed: 5,
    });
  });

  it.each(
    PARAMETERS.filter((parameter) => parameter.kind === 'number').map(({ path, ...rest }) => [path, rest]),
  )('is refused when %s is beyond a bound', (path, bounds) => {
    const { min, max } = bounds as { min: number; max: number };
    for (const value of [min - 1, max + 1, 'much', null]) {
      expect(() => readLink(forged({ method, config: { [path]: value }, dataset }))).toThrow(
        new RegExp(`link-invalid .*"config.${path}"`),
      );
    }
  });

  it('is refused with the reason when it is foreign, of another version, or names what there is not', () => {
    expect(() => readLink('setup=2.abc')).toThrow(/link-of-other-version/);
    expect(() => readLink('setup=1.%%%')).toThrow(/link-damaged/);
    expect(() => readLink(forged(['x']))).toThrow(/link-invalid/);
    expect(() => readLink(forged({ method: 'teleport', config: {}, dataset }))).toThrow(/method/);
    expect(() => readLink(forged({ method, config: { evil: 1 }, dataset }))).toThrow(/evil/);
    expect(() => readLink(forged({ method, config: {}, dataset, rows: [] }))).toThrow(/rows/);
    const named = { ...dataset, sample: { name: 'bank', options: {} } };
    expect(() => readLink(forged({ method, config: {}, dataset: named }))).toThrow(/dataset.sample.name/);
    const huge = { ...dataset, sample: { name: 'shop', options: { users: 1e9 } } };
    expect(() => readLink(forged({ method, config: {}, dataset: huge }))).toThrow(/dataset.sample.options/);
    expect(() => readLink(forged({ method, config: {}, dataset, x: 'y'.repeat(100_000) }))).toThrow(
      /link-damaged/,
    );
  });

  it('damaged at random is refused, or reads as a setup within bounds', () => {
    const random = createRandom(5, 'links');
    const link = writeLink(setup);
    for (let time = 0; time < 500; time++) {
      const place = 8 + random.integer(link.length - 8);
      const character = 'Az09-_%é'[random.integer(8)]!;
      const damaged = [
        link.slice(0, place),
        link.slice(0, place) + character + link.slice(place + 1),
        link.slice(0, place) + link.slice(place + 1 + random.integer(9)),
      ][random.integer(3)]!;
      try {
        expect(withChanges(DEFAULTS, readLink(damaged).config)).toBeTruthy();
      } catch (error) {
        expect(error).toMatchObject({ name: 'PermalinkError' });
      }
    }
  });
});
