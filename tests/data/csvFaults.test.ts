import { describe, expect, it } from 'vitest';
import { CsvError } from '../../src/data/csv/issues/issueList';
import { readCsv } from '../../src/data/csv/readCsv';
import type { Issue } from '../../src/data/schema';
import { errorMessage } from '../../src/page/messages/withMessages';
import { issueSentence } from './wording';

/** The error that reading ends in; fails when it does not. */
async function faultsOf(source: string, mapping?: object): Promise<CsvError> {
  try {
    await readCsv({ source, fileName: 'my.csv', ...(mapping ? { mapping } : {}) });
  } catch (error) {
    if (error instanceof CsvError) return error;
    throw error;
  }
  throw new Error('The file was accepted.');
}

const HEADER = 'user_id,item_id,click,time\n';
const GOOD = 'u0,i0,1,1700000000\n';

interface Fault {
  title: string;
  text: string;
  mapping?: object;
  issue: Partial<Issue>;
  says: RegExp;
}

const FAULTS: Fault[] = [
  { title: 'an empty file', text: ' \n\n', issue: { code: 'empty-file' }, says: /empty/ },
  {
    title: 'a header and nothing else',
    text: HEADER,
    issue: { code: 'no-rows', line: 1 },
    says: /below the header/,
  },
  {
    title: 'rows that are all no exposures',
    text: 'user,item,exposure,click\nu,i,0,0\n',
    issue: { code: 'no-exposures' },
    says: /None of the 1 rows/,
  },
  {
    title: 'a missing user column',
    text: 'who,item,click\nu,i,1\n',
    issue: { code: 'missing-column', line: 1, column: 'user_id' },
    says: /“who”, “item”, “click”/,
  },
  {
    title: 'a missing item column',
    text: 'user,what,click\nu,i,1\n',
    issue: { code: 'missing-column', line: 1, column: 'item_id' },
    says: /recognised as the item/,
  },
  {
    title: 'a missing click column',
    text: 'user,item,conversion\nu,i,1\n',
    issue: { code: 'missing-column', line: 1, column: 'click' },
    says: /recognised as the click/,
  },
  {
    title: 'a flag that is neither 0 nor 1',
    text: `${HEADER}${GOOD}u1,i1,0.5,1700000000\n`,
    issue: { code: 'bad-flag', line: 3, column: 'click' },
    says: /“0.5” is not a flag/,
  },
  {
    title: 'a time that is none',
    text: `${HEADER}${GOOD}u1,i1,0,2023-02-30\n`,
    issue: { code: 'bad-timestamp', line: 3, column: 'time' },
    says: /“2023-02-30” is not a time/,
  },
  {
    title: 'a time that is missing',
    text: `${HEADER}${GOOD}u1,i1,0,\n`,
    issue: { code: 'empty-time', line: 3, column: 'time' },
    says: /missing/,
  },
  {
    title: 'a row with too few fields',
    text: `${HEADER}${GOOD}u1,i1,0\n`,
    issue: { code: 'field-count', line: 3 },
    says: /3 fields and the header 4/,
  },
  {
    title: 'a row with too many fields',
    text: `${HEADER}${GOOD}u1,i1,0,1700000000,7\n`,
    issue: { code: 'field-count', line: 3 },
    says: /5 fields and the header 4/,
  },
  {
    title: 'a row without user id',
    text: `${HEADER}${GOOD} ,i1,0,1700000000\n`,
    issue: { code: 'empty-id', line: 3, column: 'user_id' },
    says: /no id/,
  },
  {
    title: 'a row without item id',
    text: `${HEADER}${GOOD}u1,,0,1700000000\n`,
    issue: { code: 'empty-id', line: 3, column: 'item_id' },
    says: /no id/,
  },
  {
    title: 'a quote that does not close',
    text: `${HEADER}${GOOD}"u1,i1,0,1700000000\n`,
    issue: { code: 'bad-quotes', line: 3 },
    says: /double quote/,
  },
  {
    title: 'a log in which nobody clicks',
    text: 'user,item,click\nu,i,0\nu,j,0\n',
    issue: { code: 'no-clicks', column: 'click' },
    says: /contains no clicks/,
  },
  {
    title: 'two columns of the same name',
    text: 'user,item,click,click\nu,i,1,1\n',
    issue: { code: 'duplicate-column', line: 1, column: 'click' },
    says: /Two columns/,
  },
  {
    title: 'a mapping to a column that is not there',
    text: `${HEADER}${GOOD}`,
    mapping: { click: 'tapped' },
    issue: { code: 'unknown-column', column: 'tapped' },
    says: /“user_id”, “item_id”/,
  },
  {
    title: 'a mapping that uses a column twice',
    text: `${HEADER}${GOOD}`,
    mapping: { click: 'click', conversion: 'click' },
    issue: { code: 'column-twice', column: 'click' },
    says: /two roles/,
  },
  {
    title: 'a mapping that is not made of names',
    text: `${HEADER}${GOOD}`,
    mapping: { click: 3 },
    issue: { code: 'bad-mapping' },
    says: /click/,
  },
];

describe('a file that cannot be read', () => {
  for (const { title, text, mapping, issue, says } of FAULTS) {
    it(`${title} is reported once, with its place and what to do`, async () => {
      const error = await faultsOf(text, mapping);
      expect(error.name).toBe('CsvError');
      expect(error.issues).toHaveLength(1);
      expect(error.issues[0]).toMatchObject({ file: 'my.csv', ...issue });
      expect(issueSentence(error.issues[0])).toMatch(says);
      expect(errorMessage(error)).toContain(issueSentence(error.issues[0]));
    });
  }

  it('rows one field longer than the header are reported, not shifted, unless they are numbered', async () => {
    const error = await faultsOf('user,item,click\nu,i,1,x\nv,i,0,y\n');
    expect(error.counts).toEqual({ 'field-count': 2 });
  });

  it('a line of a million separators is reported before it costs memory', async () => {
    const { issues } = await faultsOf(`user,item,click${','.repeat(1_000_000)}\nu,i,1\n`);
    expect(issues).toMatchObject([{ code: 'too-many-columns', line: 1 }]);
  }, 10_000);

  it('blanks without end are an empty file, soon', async () => {
    const { issues } = await faultsOf(`${' \n'.repeat(10_000_000)}user,item,click\nu,i,1\n`);
    expect(issues).toMatchObject([{ code: 'empty-file' }]);
  }, 10_000);

  it('a sentence stays a sentence, however long the values are', async () => {
    const long = 'a'.repeat(100_000);
    const { issues } = await faultsOf(`${long},${long}b\n1,2\n`);
    for (const issue of issues) expect(issueSentence(issue)!.length).toBeLessThan(500);
    const flag = await faultsOf(`user,item,click\nu,i,${long}\n`);
    expect(errorMessage(flag).length).toBeLessThan(500);
  });

  it('all missing columns are reported at once', async () => {
    const { issues } = await faultsOf('a,b\n1,2\n');
    expect(issues.map(({ column }) => column)).toEqual(['user_id', 'item_id', 'click']);
  });

  it('lines are counted through quoted line ends, blank lines and Windows line ends', async () => {
    const text = 'user,item,click,title\r\nu,i,1,"two\r\nlines"\r\n\r\nu,j,maybe,x\r\n';
    // header 1, first row 2–3, blank 4, the fault 5
    expect((await faultsOf(text)).issues[0]).toMatchObject({ line: 5, column: 'click', code: 'bad-flag' });
  });

  it('a hundred issues are listed and the total is reported', async () => {
    const rows = Array.from({ length: 250 }, (_, n) => `u,i${n},maybe`).join('\n');
    const error = await faultsOf(`user,item,click\n${rows}\n`);
    expect(error.issues).toHaveLength(100);
    expect(error.issues.at(-1)?.line).toBe(101);
    expect(errorMessage(error)).toMatch(
      /^250 problems \(the first 100 are listed\)\. “my\.csv”, line 2, column click: /,
    );
  });
});
