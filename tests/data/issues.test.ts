import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { MAX_DOWNLOADED } from '../../src/data/csv/issues/issueCounts';
import { CsvError } from '../../src/data/csv/issues/issueList';
import { issuesAsCsv } from '../../src/data/csv/issues/issuesCsv';
import { unboundedIssues } from '../../src/data/csv/issues/unboundedIssues';
import { readCsv } from '../../src/data/csv/readCsv';
import { withMessages } from '../../src/page/messages/withMessages';
import { issueSentence } from './wording';

const faultsOf = (source: string, mapping = {}): Promise<CsvError> =>
  readCsv({ source, fileName: 'my.csv', mapping }).then(
    () => Promise.reject(new Error('The file was accepted.')),
    (error: unknown) => (error instanceof CsvError ? error : Promise.reject(error)),
  );

const MANY = [
  'user,item,click,time',
  ...Array.from({ length: 250 }, (_, n) => `u,i${n},maybe,${n % 2 ? 'soon' : '1700000000'}`),
  'u,i,1,1700000000',
].join('\n');

describe('a list of issues', () => {
  it('holds a hundred and counts all, by code', async () => {
    const { issues, counts } = await faultsOf(MANY);
    expect(issues).toHaveLength(100);
    expect(counts).toEqual({ 'bad-flag': 250, 'bad-timestamp': 125 });
  });

  it('is complete when all of it is asked for, up to a hundred thousand', async () => {
    const issues = await unboundedIssues({ source: MANY, fileName: 'my.csv' });
    expect(issues).toHaveLength(375);
    expect(issues.at(-1)).toMatchObject({ file: 'my.csv', line: 251, code: 'bad-timestamp' });
    const rows = Array.from({ length: MAX_DOWNLOADED + 5 }, (_, n) => `u,i${n},maybe`);
    expect(await unboundedIssues({ source: `user,item,click\n${rows.join('\n')}` })).toHaveLength(
      MAX_DOWNLOADED,
    );
  });

  it('of notices is counted with the log and complete when all of it is asked for', async () => {
    const mapping = { badRows: 'skip', nesting: 'reject' } as const;
    const { log, report } = await readCsv({ source: MANY, mapping });
    expect(log.warnings).toHaveLength(100);
    const all = await unboundedIssues({ source: MANY, mapping });
    expect(report.notices).toBe(all.length);
    // 375 faults, their number, and that there are two objectives.
    expect(all).toHaveLength(377);
    expect(log.warnings.slice(0, 2).map(({ code }) => code)).toEqual(['no-conversions', 'rows-skipped']);
  });

  it('as CSV has a line for each, reads back equal, and no cell a spreadsheet would compute', async () => {
    const { issues } = await faultsOf('user,item,click\nu,i,"=1+1, ""x"""\nv,i,=2\n');
    const text = issuesAsCsv([
      ...withMessages('issue', issues),
      { code: 'made-up', column: '=cmd()', message: 'A sentence.' },
    ]);
    const rows = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
    expect(rows.map(({ file, line, code }) => [file, line, code])).toEqual([
      ['my.csv', '2', 'bad-flag'],
      ['my.csv', '3', 'bad-flag'],
      ['', '', 'made-up'],
    ]);
    expect(rows[0]?.message).toBe(issueSentence(issues[0]));
    expect(rows[2]?.column).toBe("'=cmd()");
  });
});

describe('rows that cannot be read', () => {
  it('are skipped, listed and counted when the person asks for it', async () => {
    const { log, report } = await readCsv({ source: MANY, mapping: { badRows: 'skip' } });
    expect(log.user).toHaveLength(1);
    expect(log.rowsRead).toBe(251);
    expect(report.counts).toMatchObject({ 'rows-skipped': 375 });
    expect(log.warnings.length).toBeLessThanOrEqual(100);
    expect(log.warnings.find(({ code }) => code === 'bad-flag')).toMatchObject({ line: 2, column: 'click' });
  });

  it('leave nothing to train on where all of them are', async () => {
    const error = await faultsOf('user,item,click\nu,i,maybe\n', { badRows: 'skip' });
    expect(error.issues).toMatchObject([
      { code: 'no-usable-rows', values: { rows: 1 } },
      { code: 'bad-flag', values: { value: 'maybe' } },
    ]);
    expect(issueSentence(error.issues[1])).toContain('“maybe”');
  });
});
