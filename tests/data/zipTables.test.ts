/** Zips: what of them is a table, and what of them is refused whole. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { profileFile } from '../../src/data/profile/fileProfile';
import { unpackFiles } from '../../src/data/table/unpackFiles';
import { errorMessage } from '../../src/page/messages/withMessages';

const ROWS = Array.from({ length: 200 }, (_, n) => `u${n % 20},i${n % 13},${n % 2}`).join('\n');
const LOG = `user_id,item_id,click\n${ROWS}\n`;

const zipOf = (files: Record<string, string>, level: 0 | 6 = 6, name = 'log.zip') => {
  const entries = Object.entries(files).map(([path, text]) => [path, [strToU8(text), { level }]] as const);
  return new File([zipSync(Object.fromEntries(entries) as never)], name);
};
const unpack = (file: File, maxBytes = 1e8) => unpackFiles([file], { maxBytes });
const textOf = async (files: readonly File[]) =>
  Object.fromEntries(await Promise.all(files.map(async (file) => [file.name, await file.text()])));

/** Sets bytes of the zip: the fields of the directory are found from its signature. */
async function withDirectory(zip: File, change: (view: DataView, record: number) => void): Promise<File> {
  const bytes = new Uint8Array(await zip.arrayBuffer());
  const view = new DataView(bytes.buffer);
  let record = 0;
  while (view.getUint32(record, true) !== 0x02014b50) record++;
  change(view, record);
  return new File([bytes], zip.name);
}

describe('a zip', () => {
  it.each([0, 6] as const)('with one table is read as that table, packed at level %i', async (level) => {
    const zip = zipOf({ 'data/log.csv': LOG, 'README.txt': 'about', '__MACOSX/._log.csv': 'x' }, level);
    const [packed, plain] = await Promise.all([readCsv({ source: zip }), readCsv({ source: LOG })]);
    expect(packed.log.fingerprint).toBe(plain.log.fingerprint);
    expect((await profileFile({ source: zip })).rowCount).toBe(200);
  });

  it('with several tables becomes a file of each, beside files that are no zip', async () => {
    const other = new File([LOG], 'other.csv');
    const zip = zipOf({
      'views.csv': LOG,
      'set/buys.csv': 'user,item\nu1,i1\n',
      'set/': '',
      'logo.png': 'x',
    });
    const files = await unpackFiles([other, zip], { maxBytes: 1e8 });
    expect(await textOf(files)).toEqual({
      'other.csv': LOG,
      'views.csv': LOG,
      'buys.csv': 'user,item\nu1,i1\n',
    });
    // A profile is of one file.
    await expect(profileFile({ source: zip })).rejects.toMatchObject({
      issues: [{ code: 'zip-several-tables' }],
    });
  });

  it('with several tables is read as the log that these files are, alone and beside others', async () => {
    const tables = {
      'set/views.csv': 'user,item\nu1,i1\nu1,i2\nu2,i1\nu2,i2\n',
      'set/clicks.csv': 'user,item\nu1,i1\nu2,i2\n',
      'set/buys.csv': 'user,item\nu2,i2\n',
    };
    const files = await unpack(zipOf(tables));
    const asFiles = await readCsv({ source: files.map((source) => ({ source })) });
    const asZip = await readCsv({ source: zipOf(tables) });
    expect(asZip.log.fingerprint).toBe(asFiles.log.fingerprint);
    expect(asZip.log.name).toBe('views.csv + clicks.csv + buys.csv');
    expect([...asZip.log.depth].sort()).toEqual([0, 0, 1, 2]);
    const items = new File(['item,city\ni1,Lyon\ni2,Rome\n'], 'items.csv');
    const joined = await readCsv({ source: [{ source: zipOf(tables) }, { source: items }] });
    expect(joined.log.items.features.map(({ name, values }) => ({ name, values }))).toEqual([
      { name: 'city', values: ['Lyon', 'Rome'] },
    ]);
    expect(joined.log.depth).toEqual(asZip.log.depth);
  });

  it('with parts of one log is one log, with the same mapping', async () => {
    const [one, two] = [ROWS.slice(0, ROWS.indexOf('u0', 900)), ROWS.slice(ROWS.indexOf('u0', 900))];
    const zip = zipOf({ 'a.csv': `who,what,did\n${one}\n`, 'b.csv': `who,what,did\n${two}\n` });
    const mapping = { user: 'who', item: 'what', click: 'did' };
    const [parts, whole] = [await readCsv({ source: zip, mapping }), await readCsv({ source: LOG })];
    expect(parts.log.rowsRead).toBe(200);
    expect(parts.log.depth).toEqual(whole.log.depth);
    expect(parts.log.users.ids).toEqual(whole.log.users.ids);
  });

  it('of a broken kind leaves nothing half-loaded where another file is whole', async () => {
    const broken = new File([zipOf({ 'log.csv': LOG }).slice(0, 200)], 'cut.zip');
    const reading = readCsv({ source: [{ source: new File([LOG], 'a.csv') }, { source: broken }] });
    await expect(reading).rejects.toMatchObject({ issues: [{ code: 'bad-zip', file: 'cut.zip' }] });
  });

  it('in the large form (Zip64) is read', async () => {
    const small = new Uint8Array(await zipOf({ 'log.csv': LOG }, 0).arrayBuffer());
    const [unpacked] = await unpack(new File([asZip64(small)], 'log.zip'));
    expect(await unpacked!.text()).toBe(LOG);
  });
});

describe('a zip is refused', () => {
  const refused = async (file: File, code: string, says: RegExp, maxBytes?: number) => {
    const error = await unpack(file, maxBytes).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'CsvError', issues: [{ file: file.name, code }] });
    expect(errorMessage(error)).toMatch(says);
  };

  it('with a password', async () => {
    const zip = await withDirectory(zipOf({ 'log.csv': LOG }), (view, record) =>
      view.setUint16(record + 8, 1, true),
    );
    await refused(zip, 'zip-encrypted', /“log\.csv” .* protected by a password/);
  });

  it('packed in another way', async () => {
    const zip = await withDirectory(zipOf({ 'log.csv': LOG }), (view, record) =>
      view.setUint16(record + 10, 93, true),
    );
    await refused(zip, 'zip-method', /method 93/);
  });

  it('that says it unpacks to more than the limit, before anything is unpacked', async () => {
    await refused(zipOf({ 'log.csv': LOG }), 'too-large', /MB of text/, LOG.length - 1);
  });

  it('that unpacks to more than it says', async () => {
    const bomb = await withDirectory(zipOf({ 'log.csv': 'a,a,1\n'.repeat(500_000) }), (view, record) =>
      view.setUint32(record + 24, 1000, true),
    );
    await refused(bomb, 'bad-zip', /damaged or cut off/);
  });

  it.each([0, 6] as const)('with another checksum, packed at level %i', async (level) => {
    const zip = await withDirectory(zipOf({ 'log.csv': LOG }, level), (view, record) =>
      view.setUint32(record + 16, 7, true),
    );
    await refused(zip, 'bad-zip', /damaged/);
  });

  it('wherever it is cut off', async () => {
    const zip = zipOf({ 'log.csv': LOG, 'more.csv': LOG });
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      await refused(new File([zip.slice(0, Math.floor(share * zip.size))], 'cut.zip'), 'bad-zip', /cut off/);
    }
  });

  it('that is a workbook, an empty one, or one of other files', async () => {
    await refused(
      zipOf({ '[Content_Types].xml': 'x', 'xl/workbook.xml': 'x' }),
      'not-text',
      /Excel workbook, not text\. Save the sheet/,
    );
    await refused(zipOf({ 'a.png': 'x', 'b.pdf': 'x' }), 'zip-without-tables', /“a\.png”, “b\.pdf”/);
    await refused(zipOf({}), 'zip-without-tables', /no files at all/);
  });

  it('with more tables than a log has', async () => {
    const many = Object.fromEntries(Array.from({ length: 13 }, (_, n) => [`part${n}.csv`, LOG]));
    await refused(zipOf(many), 'zip-many-tables', /13 tables, more than the 12/);
  });

  it('under the name of a text', async () => {
    await refused(zipOf({ 'log.csv': LOG }, 6, 'log.csv'), 'zip-as-text', /zip archive, not text/);
  });
});

/** The same zip with the directory's place, and the entry's sizes, in fields of eight bytes. */
function asZip64(zip: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(zip.buffer);
  const end = zip.length - 22;
  const start = view.getUint32(end + 16, true);
  const record = zip.slice(start, end);
  const recordView = new DataView(record.buffer);
  const [packed, size] = [20, 24].map((at) => recordView.getUint32(at, true));
  recordView.setUint32(20, 0xffffffff, true);
  recordView.setUint32(24, 0xffffffff, true);
  recordView.setUint16(30, 20, true);
  const extra = new DataView(new ArrayBuffer(20));
  extra.setUint16(0, 1, true);
  extra.setUint16(2, 16, true);
  extra.setBigUint64(4, BigInt(size!), true);
  extra.setBigUint64(12, BigInt(packed!), true);
  const directory = record.length + 20;
  const large = new DataView(new ArrayBuffer(56 + 20));
  large.setUint32(0, 0x06064b50, true);
  large.setBigUint64(4, 44n, true);
  large.setBigUint64(24, 1n, true);
  large.setBigUint64(32, 1n, true);
  large.setBigUint64(40, BigInt(directory), true);
  large.setBigUint64(48, BigInt(start), true);
  large.setUint32(56, 0x07064b50, true);
  large.setBigUint64(64, BigInt(start + directory), true);
  const tail = zip.slice(end);
  const tailView = new DataView(tail.buffer);
  tailView.setUint16(8, 0xffff, true);
  tailView.setUint16(10, 0xffff, true);
  tailView.setUint32(12, 0xffffffff, true);
  tailView.setUint32(16, 0xffffffff, true);
  const parts = [
    zip.subarray(0, start),
    record,
    new Uint8Array(extra.buffer),
    new Uint8Array(large.buffer),
    tail,
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
