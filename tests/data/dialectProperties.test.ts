/** What must hold for every table and every damage, not only for those somebody thought of. */

import { describe, expect, it } from 'vitest';
import { CsvError } from '../../src/data/csv/issues/issueList';
import { readCsv } from '../../src/data/csv/readCsv';
import { ENCODINGS, SEPARATORS } from '../../src/data/csv/understand/mappingTypes';
import { profileFile } from '../../src/data/profile/fileProfile';
import { countFunnel } from '../../src/data/profile/funnelCount';
import { proposeMapping } from '../../src/data/profile/proposal';
import type { Issue } from '../../src/data/schema';
import { openTable } from '../../src/data/table/openTable';
import { plainDialect } from '../../src/data/table/text/dialect';
import { createRowParser } from '../../src/data/table/text/rowParser';
import { fc } from '../fastCheck';
import { blobOf, type Dialect, fileIn, PLAIN } from './dialectFile';
import { issueSentence, reasonSentence } from './wording';

const KNOWN = ['user_id', 'item_id', 'click'];
const NAMES = [...KNOWN, 'x', 'y', 'tags'];

/** Any text but line ends of other kinds, which are made one, and halves of characters. */
const cell = (alphabet: fc.Arbitrary<string>) =>
  fc.string({ unit: alphabet, maxLength: 12 }).map((text) => text.replace(/\r\n?/g, '\n'));
const SPECIAL = [...',;\t|:"\n \'=\\0aZ', '::', '""', '\r\n'];
const unicode = fc.constantFrom(
  ...SPECIAL,
  ...'üé€“用户Ж',
  '🛒',
  '\u2028',
  '\u00a0',
  '\u0001',
  'e\u0301',
  '\uFEFF',
);
const latin = fc.constantFrom(...SPECIAL, ...'äéñÅß');

const dialect: fc.Arbitrary<Dialect> = fc.record({
  separator: fc.constantFrom(...SEPARATORS),
  encoding: fc.constantFrom(...ENCODINGS.filter((encoding) => encoding !== 'gb18030')),
  mark: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  quoteAll: fc.boolean(),
  header: fc.constant(true),
  typed: fc.boolean(),
  index: fc.boolean(),
  gzip: fc.boolean(),
  endsInLine: fc.boolean(),
});

/** Such as a|b|c, of which one value may be empty. */
const list = fc.array(fc.stringMatching(/^[a-z]{0,3}$/), { maxLength: 4 }).map((values) => values.join('|'));

/** A user, an item, a flag, two cells of anything and a list. */
const table = (alphabet: fc.Arbitrary<string>) =>
  fc.array(
    fc
      .tuple(
        fc.stringMatching(/^[a-z0-9]{1,6}$/),
        fc.stringMatching(/^[a-z0-9]{1,6}$/),
        fc.constantFrom('0', '1'),
      )
      .chain((known) => fc.tuple(cell(alphabet), cell(alphabet), list).map((more) => [...known, ...more])),
    { minLength: 1, maxLength: 12 },
  );

/** A whole file as the reader's first rooms see it: names and rows. */
async function tableIn(source: Blob) {
  const table = await openTable(source, { file: 'any.csv', maxBytes: 1e6 });
  const rows: string[][] = [];
  const faults: Issue[] = [];
  await table.read(
    (fields) => rows.push(fields),
    (issue) => faults.push(issue),
  );
  return { format: table.format, layout: table.layout, rows, faults };
}

describe('any table in any dialect', () => {
  const inDialect = dialect.chain((how) =>
    table(how.encoding === 'windows-1252' ? latin : unicode).map((rows) => ({ how, rows })),
  );

  it('reads back equal', async () => {
    await fc.assert(
      fc.asyncProperty(inDialect, async ({ how, rows }) => {
        const { format, layout, rows: back, faults } = await tableIn(blobOf(fileIn(how, NAMES, rows)));
        expect(faults).toEqual([]);
        expect(format).toMatchObject({ kind: 'text', separator: how.separator });
        expect(layout.names.slice(how.index ? 1 : 0)).toEqual(NAMES);
        expect(back.map((row) => (how.index ? row.slice(1) : row))).toEqual(rows);
      }),
      { numRuns: 600 },
    );
  });

  it('reads back equal from pieces of any length', async () => {
    await fc.assert(
      fc.asyncProperty(table(unicode), fc.integer({ min: 1, max: 40 }), async (rows, length) => {
        const text = new TextDecoder().decode(fileIn({ ...PLAIN, separator: '::' }, KNOWN, rows));
        const back: string[][] = [];
        const parser = createRowParser({ dialect: plainDialect('::') }, (fields) => back.push(fields));
        for (let start = 0; start < text.length; start += length)
          parser.push(text.slice(start, start + length));
        parser.end();
        expect(back.slice(1)).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });
});

type Damage = { at: number; kind: 'flip' | 'drop' | 'double' | 'cut' | 'noise'; bytes: number[] };

const damage: fc.Arbitrary<Damage[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    kind: fc.constantFrom('flip', 'drop', 'double', 'cut', 'noise'),
    bytes: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 4 },
);

function damaged(file: Uint8Array, damages: readonly Damage[]): Uint8Array {
  return damages.reduce((bytes, { at, kind, bytes: noise }) => {
    const place = Math.floor(at * bytes.length);
    const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
    if (kind === 'cut') return before;
    if (kind === 'drop') return Buffer.concat([before, after.subarray(noise.length)]);
    if (kind === 'double') return Buffer.concat([before, after.subarray(0, 40), after]);
    if (kind === 'noise') return Buffer.concat([before, Buffer.from(noise), after]);
    return Buffer.concat([before, Buffer.from([noise[0]! ^ (after[0] ?? 0)]), after.subarray(1)]);
  }, file);
}

describe('any byte-level damage', () => {
  const rows = Array.from({ length: 30 }, (_, n) => [
    `u${n % 7}`,
    `i${n % 11}`,
    String(n % 2),
    String(1_700_000_000 + n),
    n % 5 ? 'plain' : 'quoted, "Größe"\nand more',
  ]);

  it('of 2,400 files ends in a whole log or in listed errors', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(dialect, damage, async (how, damages) => {
        const whole = fileIn(how, [...KNOWN, 'timestamp', 'title'], rows);
        try {
          const { log, report } = await readCsv({ source: blobOf(damaged(whole, damages)) });
          expect(log.user.length).toBe(log.userStart.at(-1));
          expect(log.user.every((user) => user >= 0 && user < log.users.ids.length)).toBe(true);
          expect(log.item.every((item) => item >= 0 && item < log.items.ids.length)).toBe(true);
          expect(log.warnings.length).toBeLessThanOrEqual(100);
          expect(report.columns.length).toBeGreaterThan(2);
        } catch (error) {
          if (!(error instanceof CsvError)) throw error;
          refused++;
          expect(error.issues.length).toBeGreaterThan(0);
          expect(error.issues.every((issue) => issue.file && issueSentence(issue)?.endsWith('.'))).toBe(true);
        }
      }),
      { numRuns: 2400 },
    );
    // The damage is real, and not all of it fatal.
    expect(refused).toBeGreaterThan(500);
    expect(refused).toBeLessThan(2300);
  }, 60_000);

  it('of 500 files leaves the mapping screen with a proposal and counts, or with listed errors', async () => {
    await fc.assert(
      fc.asyncProperty(dialect, damage, async (how, damages) => {
        const whole = fileIn(how, [...KNOWN, 'timestamp', 'title'], rows);
        try {
          const profile = await profileFile({ source: blobOf(damaged(whole, damages)) });
          const { mapping, roles } = proposeMapping(profile);
          expect(Object.values(roles).every(({ reason }) => reasonSentence(reason).endsWith('.'))).toBe(true);
          const { pairs } = countFunnel(profile, mapping);
          expect(pairs.exposure).toBeGreaterThanOrEqual(pairs.click);
        } catch (error) {
          if (!(error instanceof CsvError)) throw error;
          expect(error.issues.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
