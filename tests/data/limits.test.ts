/** What is refused before it costs memory, and the sample of users that is offered instead. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CsvError } from '../../src/data/csv/issues/issueList';
import { readCsv } from '../../src/data/csv/readCsv';
import { createUserSampler } from '../../src/data/csv/rows/userSampler';
import type { ColumnMapping, LogLimits } from '../../src/data/csv/understand/mappingTypes';
import { profileFile } from '../../src/data/profile/fileProfile';
import { errorMessage } from '../../src/page/messages/withMessages';
import { blobOf } from './dialectFile';
import { issueSentence } from './wording';

const ROWS = Array.from(
  { length: 600 },
  (_, n) => `user${n % 100},item${n % 40},${n % 2},${n % 4 === 1 ? 1 : 0}`,
);
const TEXT = `user,item,click,conversion\n${ROWS.join('\n')}\n`;
const read = (mapping: Partial<ColumnMapping>, source: string | Blob = TEXT) =>
  readCsv({ source, fileName: 'my.csv', mapping });

describe('a limit', () => {
  const LIMITS: [keyof LogLimits, number, string][] = [
    ['rows', 599, 'too-many-rows'],
    ['users', 99, 'too-many-users'],
    ['items', 39, 'too-many-items'],
    ['bytes', TEXT.length - 1, 'too-large'],
  ];

  it.each(LIMITS)('of %s refuses one more with the code and what to do', async (what, most, code) => {
    const source = blobOf(Buffer.from(TEXT));
    const error = await read({ limits: { [what]: most } }, source).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(CsvError);
    expect(error.issues).toMatchObject([{ file: 'my.csv', code }]);
    expect(errorMessage(error)).toMatch(/Load a sample|Leave out/);
    expect((await read({ limits: { [what]: most + 1 } }, source)).log.rowsRead).toBe(600);
  });

  it.each([
    [2, 0.5],
    [7, 0.1],
    [60, 0.01],
    [200, undefined],
  ])('of bytes passed %i times offers the share %s of the users', async (times, share) => {
    const error = await profileFile({
      source: blobOf(Buffer.from(TEXT)),
      mapping: { limits: { bytes: TEXT.length / times } },
    }).catch((thrown) => thrown);
    expect(error.issues[0].share).toBe(share);
    if (share === undefined) return;
    const limits = { bytes: TEXT.length / times };
    const source = blobOf(Buffer.from(TEXT));
    expect((await profileFile({ source, mapping: { limits, sample: { share } } })).rowCount).toBe(600);
  });

  it('of rows is reported at the first look, without a sample and with one that is too large', async () => {
    const excess = async (rows: number, share?: number) =>
      (
        await profileFile({
          source: TEXT,
          mapping: { limits: { rows }, ...(share && { sample: { share } }) },
        })
      ).excess;
    expect(await excess(600)).toBeUndefined();
    expect(await excess(400)).toMatchObject({ code: 'too-many-rows', share: 0.5 });
    expect(await excess(400, 0.5)).toBeUndefined();
    expect(await excess(90, 0.5)).toMatchObject({ share: 0.1 });
    expect((await excess(5))?.share).toBeUndefined();
  });

  it.each([
    [1, 0.5],
    [0.5, 0.1],
    [0.1, 0.01],
  ])('that a share of %f still passes offers %f', async (share, next) => {
    await expect(read({ limits: { items: 1 }, sample: { share } })).rejects.toMatchObject({
      issues: [{ code: 'too-many-items', share: next }],
    });
  });

  it('of bytes counts what a small gzip unpacks to', async () => {
    const bomb = gzipSync(`user,item,click\n${'a,a,1\n'.repeat(3_000_000)}`);
    expect(bomb.length).toBeLessThan(50_000);
    await expect(read({ limits: { bytes: 1e6 } }, blobOf(bomb))).rejects.toMatchObject({
      issues: [{ code: 'too-large' }],
    });
  });

  it('of a large file is reported before any of it is read', async () => {
    const calls: number[] = [];
    const source = blobOf(Buffer.from(TEXT));
    await readCsv({
      source,
      mapping: { limits: { bytes: 1000 } },
      onProgress: (done) => calls.push(done),
    }).catch(() => undefined);
    expect(calls).toEqual([]);
  });

  it('that is no positive number is a bad mapping', async () => {
    await expect(read({ limits: { rows: 0 } })).rejects.toMatchObject({ issues: [{ code: 'bad-mapping' }] });
  });
});

describe('a sample of the users', () => {
  it('keeps whole users, says so, and passes a limit that the whole log does not', async () => {
    const { log } = await read({ sample: { share: 0.3, seed: 1 }, limits: { rows: 400 } });
    expect(log.users.ids.length).toBeGreaterThan(15);
    expect(log.users.ids.length).toBeLessThan(45);
    // Six rows of every user, of which those with the same item are merged.
    expect(log.rowsRead).toBe(6 * log.users.ids.length);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'users-sampled'))).toContain('30%');
  });

  it('is the same for the same seed, in any order of rows, and another for another', async () => {
    const users = async (seed: number, text = TEXT) =>
      (await read({ sample: { share: 0.3, seed } }, text)).log.users.ids;
    const turned = `user,item,click,conversion\n${ROWS.toReversed().join('\n')}\n`;
    expect(await users(1, turned)).toEqual(await users(1));
    expect(await users(2)).not.toEqual(await users(1));
  });

  it.each([0.01, 0.1, 0.5, 0.9])('of %f is about that large for ids that hardly differ', (share) => {
    const keeps = createUserSampler(share, 7);
    const kept = Array.from({ length: 50_000 }, (_, n) => keeps(`u${n}`)).filter(Boolean).length;
    // Four standard deviations of a binomial.
    expect(Math.abs(kept / 50_000 - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 50_000));
  });
});
