/**
 * The time and the memory that loading a log of a million rows takes: `node scripts/millionRows.mjs` runs
 * it. The file is generated and deleted.
 */
import { openAsBlob } from 'node:fs';
import { extname } from 'node:path';
import { readDataset } from '../src/data/csv/csvDataset';
import { profileFile } from '../src/data/profile/fileProfile';
import { dataReport } from '../src/data/report/dataReport';

const MB = 1e6;

/**
 * Measures the seconds on the clock and of all cores (other programs slow down the first only), and the
 * largest resident memory while `work` runs, sampled fifty times a second.
 */
async function measured<T>(work: () => Promise<T>) {
  const before = process.memoryUsage().rss;
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const start = performance.now();
  const cpu = process.cpuUsage();
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(sampling);
  peak = Math.max(peak, process.memoryUsage().rss);
  return {
    result,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakMb: peak / MB,
    growthMb: (peak - before) / MB,
  };
}

/** Measures a generated file of scripts/millionRows.mjs. */
export async function measureMillionRows(path: string): Promise<void> {
  const source = await openAsBlob(path);
  let longestPauseMs = 0;
  let last = performance.now();
  const onProgress = () => {
    longestPauseMs = Math.max(longestPauseMs, performance.now() - last);
    last = performance.now();
  };
  const loading = await measured(() => readDataset({ source, seed: 0, onProgress }));
  const { log } = loading.result.dataset;
  const report = await measured(async () => dataReport(loading.result.dataset));
  const profile = await measured(() => profileFile({ source }));
  const line = (what: string, { seconds, cpuSeconds, peakMb, growthMb }: Omit<typeof loading, 'result'>) =>
    `${what.padEnd(8)} ${seconds.toFixed(2)} s (${cpuSeconds.toFixed(2)} s of CPU), peak ${peakMb.toFixed(0)} MB resident (${growthMb.toFixed(0)} MB more than before)`;
  const size = (source.size / MB).toFixed(0);
  process.stdout.write(
    [
      `${extname(path)}: ${log.rowsRead} rows, ${size} MB → ${log.users.ids.length} users, ${log.items.ids.length} items, ${log.depth.length} pairs`,
      line('load', loading),
      `longest time between two reports of progress: ${longestPauseMs.toFixed(0)} ms`,
      line('report', report),
      line('profile', profile),
      '',
    ].join('\n'),
  );
}
