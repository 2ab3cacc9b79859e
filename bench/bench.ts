/**
 * `npm run bench [-- --quick]`: one run of all groups of rows, one after another, in headless Chromium. A full run
 * writes results.json and RESULTS.md beside this file, a quick one prints its tables.
 */
import { availableParallelism, loadavg } from 'node:os';
import { startApp } from './appProcess';
import { type BenchmarkGroup, benchmarkGroups } from './benchmarkGroups';
import { BenchmarkRow, type TimeLimits } from './benchmarkRow';
import { type BenchSite, openSite } from './browsers';
import { expectedLosses } from './expectedLosses';
import { withTimeLimit } from './openResources';
import { publish } from './publish';
import type { BenchmarkResult, Results, RowSpec } from './results';
import { pageProcess, type RowProcess } from './rowProcess';
import { startTorch, TORCH_NAMES } from './torchProcess';

const FULL: TimeLimits = {
  ...{ rowMs: 60_000, runMs: 300, runs: 9, minRuns: 5 },
  endsAt: Number.POSITIVE_INFINITY,
};
/** Four minutes from the start of the process, with closing the last browsers. */
const QUICK: TimeLimits = { rowMs: 60_000, runMs: 100, runs: 9, minRuns: 9, endsAt: 222_000 };
/** A training takes seconds: two to warm up, then these. */
const TRAINING: Partial<TimeLimits> = { rowMs: 600_000, runs: 5, minRuns: 3 };
/** Time after `endsAt` in which everything must have returned. */
const GRACE_MS = 10_000;

export interface BenchOptions {
  executablePath: string;
  quick: boolean;
  /** Words that must occur in a row's title, `a|b` for one of two; all rows when empty. */
  only: readonly string[];
}

/** Runs the benchmark. Rejects, with everything closed, when it fails or does not end in time. */
export async function bench(options: BenchOptions): Promise<void> {
  const limits = options.quick ? QUICK : FULL;
  const site = await openSite(options.executablePath);
  try {
    const left = limits.endsAt + GRACE_MS - performance.now();
    const results = await withTimeLimit(
      left,
      () => 'the benchmark did not end in time',
      () => measure(site, options, limits),
    );
    publish(results, options.only, new URL('./', import.meta.url));
    const seconds = (performance.now() / 1000).toFixed(0);
    console.log(`\n${results.rows.length} rows in ${seconds} s`);
  } finally {
    await site.close();
  }
}

async function measure(site: BenchSite, { quick, only }: BenchOptions, limits: TimeLimits): Promise<Results> {
  const cores = availableParallelism();
  const loadNow = () => Math.round((100 * loadavg()[0]!) / cores) / 100;
  const before = loadNow();
  const machine = await describe(site);
  const rows: BenchmarkResult[] = [];
  for (const group of benchmarkGroups(quick)) {
    site.closed.throwIfAborted();
    const chosen = group.filter((row) => isChosen(row, only));
    if (chosen.length > 0) rows.push(...(await runGroup(site, chosen, limits)));
  }
  const date = new Date().toISOString();
  return { ...machine, cores, date, quick, load: { before, after: loadNow() }, rows };
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
  shared: TimeLimits,
): Promise<BenchmarkResult[]> {
  const limits = group[0]!.group === 'training' ? { ...shared, ...TRAINING } : shared;
  const benchmarkRows = group.map((spec) => new BenchmarkRow(spec, limits));
  await Promise.all(benchmarkRows.map((row, index) => row.launch(() => startProcess(site, group[index]!))));
  const losses = new Map<string, number[]>();
  for (const [index, row] of benchmarkRows.entries()) {
    site.closed.throwIfAborted();
    await row.prepare(await lossesOf(group[index]!, losses));
  }
  for (let run = 0; run < limits.runs; run++) for (const row of benchmarkRows) await row.measure();
  await Promise.all(benchmarkRows.map((row) => row.close()));
  site.closed.throwIfAborted();
  const rows = benchmarkRows.map((row) => row.row());
  for (const row of rows) console.log(lineOf(row));
  return rows;
}

async function startProcess(site: BenchSite, { group, name }: RowSpec): Promise<RowProcess> {
  if (group === 'training') return startApp(site, name);
  if (TORCH_NAMES.includes(name)) return site.start(() => startTorch(name));
  return pageProcess(await site.open());
}

/** Returns the expected losses of a training row; within a group rows differ in stage and size only. */
async function lossesOf(row: RowSpec, known: Map<string, number[]>): Promise<number[]> {
  if (row.group !== 'step' && row.group !== 'mask') return [];
  const key = `${row.stage} ${row.items}`;
  const losses = known.get(key) ?? (await expectedLosses(row));
  known.set(key, losses);
  return losses;
}

const titleOf = ({ group, name, model, stage, users, items, batch }: RowSpec): string =>
  `${group} ${name} ${model} ${stage ?? ''} ${users}x${items} ${batch}`.replace('  ', ' ');

const isChosen = (row: RowSpec, only: readonly string[]): boolean =>
  only.every((word) => word.split('|').some((part) => titleOf(row).includes(part)));

function lineOf(row: BenchmarkResult): string {
  const figure = row.status === 'ok' ? `${row.medianMs} ms (p95 ${row.p95Ms})` : `DNF: ${row.reason}`;
  return `${titleOf(row).padEnd(64)} ${figure}${row.note ? `  (${row.note})` : ''}`;
}
