/** Files of other kinds than CSV, opened in the page as a person would. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../../src/data/sample/sample';
import type { InteractionLog } from '../../src/data/schema';
import { type CaseFile, readCases } from '../cases/caseManifest';
import { runCases } from '../cases/runCases';
import { exportedLog } from '../exportedLog';
import { formatCase } from '../formats/expectedFormats';

let log: InteractionLog;
beforeAll(async () => {
  log = await generateSample('shop', { seed: 3, users: 120, items: 60 });
});

/** Counts of the sample, as they must come back. */
const countsOf = ({ users, items, depth }: InteractionLog) => ({
  users: users.ids.length,
  items: items.ids.length,
  exposures: depth.length,
  clicks: depth.filter((value) => value >= 1).length,
  conversions: depth.filter((value) => value === 2).length,
});

async function opens(name: string, files: readonly CaseFile[], accept: Parameters<typeof acceptsOf>[0]) {
  const [result] = await runCases([{ id: name, how: 'screen', files, ...acceptsOf(accept) }]);
  expect(result, result?.description).toMatchObject({ isRight: true, complaints: [] });
}
const acceptsOf = (accept: { counts?: ReturnType<typeof countsOf>; refused?: string }) => ({
  accept: [accept],
});

describe('the view Data opens', () => {
  it('a Parquet file', async () => {
    const data = Buffer.from(await exportedLog(log, 'parquet'));
    await opens('parquet', [{ name: 'log.parquet', data }], { counts: countsOf(log) });
  });

  it('a table in a zip', async () => {
    const csv = await exportedLog(log, 'csv');
    const data = Buffer.from(zipSync({ 'data/log.csv': csv, 'data/README.txt': strToU8('What this is.') }));
    await opens('zip', [{ name: 'log.zip', data }], { counts: countsOf(log) });
  });

  it('JSON lines', async () => {
    const expected = { users: 30, items: 50, exposures: 492, clicks: 172, conversions: 60 };
    const [file] = formatCase({ file: 'otto_jsonl.jsonl', answer: expected }, 'screen').files;
    await opens('json lines', [file!], { counts: expected });
  });

  it('RecBole’s three files, opened together', async () => {
    const entries = Object.entries(unzipSync(await exportedLog(log, 'recbole')));
    expect(entries.map(([, bytes]) => strFromU8(bytes).split('\n')[0])).toHaveLength(3);
    const files = entries.map(([name, bytes]) => ({ name, data: Buffer.from(bytes) }));
    await opens('trio', files, { counts: countsOf(log) });
  });

  it('no workbook, and says what to do instead', async () => {
    const [workbook] = readCases('tests/cases/cases.json', /^B35-xlsx/);
    await opens('workbook', workbook!.files, { refused: 'CSV' });
  });
});
