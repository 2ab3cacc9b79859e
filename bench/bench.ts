/**
 * `npm run bench [-- --quick]`: one run of all groups of rows, one after another, in headless Chromium. Writes
 * results.json and RESULTS.md beside this file.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { type BenchmarkGroup, benchmarkGroups } from './benchmarkGroups';
import { BenchmarkRow, type TimeLimits } from './benchmarkRow';
import { type BenchSite, openSite } from './browsers';
import { expectedLosses } from './expectedLosses';
import { report } from './report';
import type { BenchmarkResult, Results, RowSpec } from './results';

const FULL = { rowMs: 60_000, runMs: 300, runs: 9, wholeMs: Number.POSITIVE_INFINITY };
/** Three minutes, with the build and the writing of the results. */
const QUICK = { rowMs: 25_000, runMs: 100, runs: 5, wholeMs: 165_000 };

export interface BenchOptions {
  executablePath: string;
  quick: boolean;
  /** Words that must occur in a row's title; all rows when empty. */
  only: readonly string[];
}

export async function bench({ executablePath, quick, only }: BenchOptions): Promise<void> {
  const cores = availableParallelism();
  const loadNow = () => Math.round((100 * loadavg()[0]!) / cores) / 100;
  const before = loadNow();
  const start = performance.now();
  const { wholeMs, ...each } = quick ? QUICK : FULL;
  const limits = { ...each, endsAt: start + wholeMs };
  const site = await openSite(executablePath);
  const rows: BenchmarkResult[] = [];
  try {
    const machine = await describe(site);
    for (const group of benchmarkGroups(quick)) {
      const chosen = group.filter((row) => isChosen(row, only));
      if (chosen.length > 0) rows.push(...(await runGroup(site, chosen, limits)));
    }
    const date = new Date().toISOString();
    // A part of the rows is only printed: the files always contain a full run.
    if (only.length === 0)
      write({ ...machine, cores, date, quick, load: { before, after: loadNow() }, rows });
    console.log(`\n${rows.length} rows in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  } finally {
    await site.close();
  }
}

async function describe(site: BenchSite): Promise<Pick<Results, 'adapter' | 'software' | 'browser'>> {
  const browser = await site.open();
  const adapter = await browser.page.evaluate(() => window.benchPage.adapter());
  await browser.close();
  return { ...adapter, browser: `Chromium ${browser.version}` };
}

async function runGroup(
  site: BenchSite,
  group: BenchmarkGroup,
  limits: TimeLimits,
): Promise<BenchmarkResult[]> {
  const benchmarkRows = group.map((spec) => new BenchmarkRow(spec, limits));
  await Promise.all(benchmarkRows.map((row) => row.launch(site)));
  const losses = new Map<string, number[]>();
  for (const [index, row] of benchmarkRows.entries()) {
    await row.prepare(await lossesOf(group[index]!, losses));
  }
  for (let run = 0; run < limits.runs; run++) for (const row of benchmarkRows) await row.measure();
  await Promise.all(benchmarkRows.map((row) => row.close()));
  const rows = benchmarkRows.map((row) => row.row());
  for (const row of rows) console.log(lineOf(row));
  return rows;
}

/** Returns the expected losses of a training row; within a group rows differ in stage and size only. */
async function lossesOf(row: RowSpec, known: Map<string, number[]>): Promise<number[]> {
  if (row.group !== 'step' && row.group !== 'mask') return [];
  const key = `${row.stage} ${row.items}`;
  const losses = known.get(key) ?? (await expectedLosses(row));
  known.set(key, losses);
  return losses;
}

function write(results: Results): void {
  const fileOf = (name: string) => new URL(`./${name}`, import.meta.url);
  writeFileSync(fileOf('results.json'), `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(fileOf('RESULTS.md'), report(results));
}

const titleOf = ({ group, name, model, stage, users, items, batch }: RowSpec): string =>
  `${group} ${name} ${model} ${stage ?? ''} ${users}x${items} ${batch}`.replace('  ', ' ');

const isChosen = (row: RowSpec, only: readonly string[]): boolean =>
  only.every((word) => titleOf(row).includes(word));

function lineOf(row: BenchmarkResult): string {
  const figure = row.status === 'ok' ? `${row.medianMs} ms (p95 ${row.p95Ms})` : `DNF: ${row.reason}`;
  return `${titleOf(row).padEnd(64)} ${figure}${row.note ? `  (${row.note})` : ''}`;
}
