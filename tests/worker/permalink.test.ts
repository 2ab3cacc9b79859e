import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { codedOf } from '../../src/coded';
import { DEFAULTS, PARAMETERS, withChanges } from '../../src/config';
import { sentenceOf } from '../../src/page/messages/sentence';
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

/** Returns what a link is refused with. */
function refusalOf(link: string): unknown {
  try {
    return readLink(link);
  } catch (error) {
    return error;
  }
}

describe('a permalink', () => {
  it('holds the whole setup in less than a kilobyte and reads back as the same setup', () => {
    const link = writeLink(setup);
    expect(readLink(link)).toEqual(setup);
    expect(link.length).toBeLessThan(1000);
    expect(link).toMatch(/^setup=1\.[\w-]+$/);
    const uploaded = { ...setup, dataset: { name: '日志.csv', fingerprint: '0'.repeat(64) } };
    expect(readLink(writeLink(uploaded))).toEqual(uploaded);
  });

  it('has the defaults of hyperparameters that it does not name, as a link of an earlier version', () => {
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
      const error = refusalOf(forged({ method, config: { [path]: value }, dataset }));
      expect(error).toMatchObject({ code: 'link-invalid', values: { path: `config.${path}` } });
      const sentence = sentenceOf('error', codedOf(error));
      if (value === min - 1) expect(sentence).toContain(`is smaller than ${min}`);
      if (value === max + 1) expect(sentence).toContain(`is larger than ${max}`);
      if (value === null) expect(sentence).toMatch(/is not of type (int|number)/);
    }
  });

  it('is refused with the reason when it is foreign, of another version, or names something unknown', () => {
    expect(() => readLink('setup=2.abc')).toThrow(/link-of-other-version/);
    expect(() => readLink('setup=1.%%%')).toThrow(/link-damaged/);
    expect(() => readLink(forged(['x']))).toThrow(/link-invalid/);
    expect(() => readLink(forged({ method: 'teleport', config: {}, dataset }))).toThrow(/method/);
    expect(() => readLink(forged({ method, config: { evil: 1 }, dataset }))).toThrow(/evil/);
    expect(() => readLink(forged({ method, config: {}, dataset, rows: [] }))).toThrow(/rows/);
    const evil = codedOf(refusalOf(forged({ method, config: { evil: 1 }, dataset })));
    expect(sentenceOf('error', evil)).toContain('config has unknown names: evil');
    const whole = codedOf(refusalOf(forged(['x'])));
    expect(sentenceOf('error', whole)).toContain('the whole is not of type object');
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
    for (let repeat = 0; repeat < 500; repeat++) {
      const offset = 8 + random.integer(link.length - 8);
      const character = 'Az09-_%é'[random.integer(8)]!;
      const damaged = [
        link.slice(0, offset),
        link.slice(0, offset) + character + link.slice(offset + 1),
        link.slice(0, offset) + link.slice(offset + 1 + random.integer(9)),
      ][random.integer(3)]!;
      try {
        expect(withChanges(DEFAULTS, readLink(damaged).config)).toBeTruthy();
      } catch (error) {
        expect(error).toMatchObject({ name: 'PermalinkError' });
      }
    }
  });
});
