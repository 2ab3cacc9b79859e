/** `npm run lab` in a real Chromium, on a log of sixty users. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runLab } from '../../bench/lab/command';
import { sentenceOf } from '../../src/page/messages/sentence';
import { createRandom } from '../../src/random';

const folder = mkdtempSync(join(tmpdir(), 'csmf-lab-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeLog(path: string): void {
  const random = createRandom(0, 'lab-log');
  const rows = Array.from({ length: 900 }, (_, row) => {
    const depth = random.uniform() < 0.5 ? 0 : random.uniform() < 0.5 ? 1 : 2;
    return `u${row % 60},i${random.integer(60)},${Number(depth > 0)},${Number(depth > 1)}`;
  });
  writeFileSync(path, `user_id,item_id,click,conversion\n${rows.join('\n')}\n`);
}

describe('the lab on the command line', () => {
  it('reads a log, writes its tables, and when called again runs no cell twice', async () => {
    const log = join(folder, 'log.csv');
    const out = join(folder, 'out');
    writeLog(log);
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const command = {
      executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
      data: [log],
      methods: ['csmf', 'popularity', 'oracle'],
      seeds: [0],
      budget: 0.05,
      tuned: false,
      workers: 2,
      out,
    };
    const report = await runLab(command);
    const lines = said.mock.calls.map(([line]) => line as string);
    expect(lines.find((line) => line.includes('popularity'))).toMatch(
      /^\[\d\/\d\] log\.csv popularity seed 0: Recall /,
    );
    expect(lines.at(-1)).toMatch(/^\[3\/3\] /);
    const [csmf, popularity, oracle] = report.tables[0]!.rows;
    expect(report.tables[0]).toMatchObject({ dataset: 'log.csv', log: { users: 60, figure: 'Recall' } });
    expect(report.machine.engines).toEqual(['wasm']);
    expect(csmf!.measured!.figures.best.conversion!.recall.mean).toBeGreaterThan(0);
    expect(popularity!.measured!.seconds.mean).toBe(0);
    const [reason] = oracle!.reasons;
    expect(reason).toMatchObject({ code: 'oracle-without-truth' });
    expect(sentenceOf('error', reason!)).toMatch(/true probabilities/);
    expect(readFileSync(join(out, 'RESULTS.md'), 'utf8')).toContain('| csmf | ');
    const journal = readFileSync(join(out, 'journal.jsonl'), 'utf8');
    expect(journal.trim().split('\n')).toHaveLength(2);

    const again = await runLab(command);
    expect(again.tables).toEqual(report.tables);
    expect(readFileSync(join(out, 'journal.jsonl'), 'utf8')).toBe(journal);
  });

  it('says what is wrong before a browser is started', async () => {
    const command = { executablePath: '', data: ['shop'], methods: ['teleport'], out: folder };
    await expect(runLab(command)).rejects.toThrow(/no method “teleport”/);
    await expect(runLab({ ...command, data: ['shup'] })).rejects.toThrow(/no file shup/);
  });
});
