/** Real logs and the samples, through every dialect and through export: nothing may be lost. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { SEPARATORS } from '../../src/data/csv/understand/mappingTypes';
import { mappingOf } from '../../src/data/export/exportMapping';
import { generateSample } from '../../src/data/sample/sample';
import { SAMPLES } from '../../src/data/sample/sampleCatalogue';
import type { InteractionLog } from '../../src/data/schema';
import { fc } from '../fastCheck';
import { blobOf, type Dialect, fileIn, PLAIN } from './dialectFile';
import { logAsCsv } from './logAsCsv';
import { logContents } from './logContents';

async function expectRoundTrip(log: InteractionLog) {
  const { log: back } = await readCsv({ source: logAsCsv(log), fileName: log.name, mapping: mappingOf(log) });
  expect(logContents(back)).toEqual(logContents(log));
}

describe('a sample', () => {
  it.each(SAMPLES.map(({ name }) => name))('%s reads back from its export as the same log', async (name) => {
    await expectRoundTrip(await generateSample(name, { users: 150, items: 90 }));
  });
});

describe('any log with lists', () => {
  const value = fc.stringMatching(/^[a-zé ,"'-]{0,4}$/);
  const lists = fc.array(
    fc.array(value, { maxLength: 5 }).map((values) => values.join('|')),
    {
      minLength: 2,
      maxLength: 12,
    },
  );
  const separator = fc.constantFrom(...SEPARATORS);

  it('reads back from its export as the same log, whatever separates the columns of the file', async () => {
    await fc.assert(
      fc.asyncProperty(lists, lists, separator, async (ofItems, ofUsers, separator) => {
        const rows = ofUsers.flatMap((user, u) =>
          ofItems.map((item, i) => [`u${u}`, `i${i}`, String((u + i) % 2), user, item]),
        );
        const names = ['user_id', 'item_id', 'click', 'likes', 'tags'];
        const { log } = await readCsv({
          source: blobOf(fileIn({ ...PLAIN, separator }, names, rows)),
          mapping: {
            separator,
            userFeatures: ['likes'],
            itemFeatures: ['tags'],
            listFeatures: ['likes', 'tags'],
          },
        });
        expect(
          [...log.users.features, ...log.items.features].every((feature) => feature.kind === 'list'),
        ).toBe(true);
        await expectRoundTrip(log);
      }),
      { numRuns: 200 },
    );
  });
});

describe.each(['insteval', 'open-bandit-men'])('the real log %s', (name) => {
  const path = `../shared/data/${name}.csv`;
  const absent = !existsSync(path);

  it.skipIf(absent)(
    'reads back from its export as the same log (skipped where the file is absent)',
    async () => {
      const { log } = await readCsv({ source: readFileSync(path, 'utf8') });
      await expectRoundTrip(log);
    },
  );

  it.skipIf(absent)('is the same log in other dialects (skipped where the file is absent)', async () => {
    const [names, ...rows] = readFileSync(path, 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','));
    const { log } = await readCsv({ source: blobOf(readFileSync(path)) });
    const others: Partial<Dialect>[] = [
      { separator: ';', encoding: 'utf-16le', mark: true, lineEnd: '\r\n' },
      { separator: '::', gzip: true, index: true },
      { separator: '\t', quoteAll: true, typed: true },
    ];
    for (const dialect of others) {
      const bytes = fileIn({ ...PLAIN, ...dialect }, names!, rows);
      expect((await readCsv({ source: blobOf(bytes) })).log.fingerprint).toBe(log.fingerprint);
    }
  });
});
