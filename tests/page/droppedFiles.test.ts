/** Files and folders that are dropped on the page. */
import { describe, expect, it } from 'vitest';
import { droppedFiles } from '../../src/page/data/droppedFiles';
import { FILE_TYPES, isTableName } from '../../src/page/mapping/fileTypes';

type Dropped = Parameters<typeof droppedFiles>[0] extends Iterable<infer Item> ? Item : never;

const file = (name: string) =>
  ({
    kind: 'file',
    type: '',
    name,
    getFile: async () => new File(['x'], name),
    getText: async () => 'x',
  }) as Dropped;
const folder = (name: string, entries: readonly Dropped[]): Dropped =>
  ({
    kind: 'directory',
    name,
    async *getEntries() {
      yield* entries;
    },
  }) as Dropped;

describe('what is dropped', () => {
  it('is opened as it is where it is a file, whatever its name', async () => {
    const files = await droppedFiles([file('b.csv'), file('000000_0')]);
    expect(files.map(({ name }) => name)).toEqual(['b.csv', '000000_0']);
  });

  it('is searched for tables where it is a folder, and folders in it, in the order of their names', async () => {
    const inner = folder('2024', [
      file('may.parquet'),
      file('.hidden.csv'),
      file('_SUCCESS'),
      file('plot.png'),
    ]);
    const files = await droppedFiles([
      folder('logs', [file('README.txt'), inner, file('april.csv.gz')]),
      file('x.csv'),
    ]);
    expect(files.map(({ name }) => name)).toEqual(['april.csv.gz', 'may.parquet', 'x.csv']);
  });

  it('is refused with a code where a folder holds no table, or more than a log has', async () => {
    await expect(droppedFiles([folder('logs', [file('plot.png')])])).rejects.toMatchObject({
      code: 'folder-without-tables',
    });
    const many = Array.from({ length: 13 }, (_, n) => file(`part${n}.csv`));
    await expect(droppedFiles([folder('logs', many)])).rejects.toMatchObject({
      code: 'folder-many-files',
      values: { count: 13, max: 12 },
    });
  });
});

it('the chooser offers what a folder is searched for', () => {
  const endings = FILE_TYPES.filter((type) => type.startsWith('.'));
  expect(endings.every((ending) => isTableName(`log${ending}`))).toBe(true);
  expect(['log.xlsx', 'readme.txt', '.csv', 'LICENSE.txt'].some(isTableName)).toBe(false);
});
