/** The lines that the command line prints, and the files that it writes, of an experiment. */
import { version } from '../../package.json';
import { engineNameOf } from '../../src/engine/engineNames';
import { type LabRequest, nameOf, parseSpec, type Trial } from '../../src/lab/experiment';
import { compared } from '../../src/lab/labCatalogue';
import type { TrialOutcome, TrialResult } from '../../src/lab/result';
import type { LabEvent } from '../../src/lab/runner';
import type { SweepRow } from '../../src/lab/sensitivity';
import type { LabTable } from '../../src/lab/table';
import { markdownOf } from '../../src/lab/writers/markdown';
import { decimal } from '../../src/lab/writers/numbers';
import { sentenceOf } from '../../src/page/messages/sentence';
import type { Machine } from './laboratory';

/** An experiment that ended, as results.json stores it. */
export interface Report {
  version: string;
  date: string;
  machine: Machine & { engines: string[] };
  request: LabRequest;
  tables: LabTable[];
  /** Points of a sweep's plot. */
  sweep?: SweepRow[];
}

export function reportOf(
  request: LabRequest,
  tables: LabTable[],
  { machine, outcomes }: { machine: Machine; outcomes: readonly TrialOutcome[] },
): Report {
  const engines = outcomes.flatMap((outcome) => {
    const name = outcome.kind === 'done' ? (engineNameOf(outcome.result) ?? 'not recorded') : 'none';
    return name === 'none' ? [] : [name];
  });
  const date = new Date().toISOString();
  return { version, date, machine: { ...machine, engines: [...new Set(engines)] }, request, tables };
}

export function reportAsMarkdown(report: Report): string {
  return `# Results\n\n${circumstances(report)}\n\n${markdownOf(report.tables, sentenceOf)}`;
}

/** Writes machine, version, seeds and date in one paragraph. */
export function circumstances({ version, date, machine, request }: Report): string {
  const { seeds, budget, tuned } = parseSpec(request);
  const tuning = tuned
    ? 'every trained method tuned once on validation over a grid of the same size, seed 0; test read once'
    : 'no tuning';
  return (
    `Version ${version}, ${date.slice(0, 10)}. ${machine.cores} cores, ${machine.browser}, ` +
    `${machine.engines.join(', ') || 'no engine'}. Seeds ${seeds.join(', ')}; ` +
    `${Math.round(100 * budget)}% of each stage's gradient steps; ${tuning}.`
  );
}

/** Writes “[3/12] shop csmf seed 2: X .312 .429 .412, 8.2 s; 2 min left”. */
export function lineOf({ trial, done, total, etaMs, outcome }: LabEvent, names: ReadonlyMap<string, string>) {
  const title = `[${done}/${total}] ${titleOf(trial, names)}`;
  if (!outcome) return title;
  const left = etaMs === null || done === total ? '' : `; ${duration(etaMs)} left`;
  const figures = outcome.kind === 'done' ? figuresOf(outcome.result) : sentenceOf('error', outcome.reason);
  return `${title}: ${figures}${left}`;
}

function titleOf({ dataset, variant, phase, seed, alternative }: Trial, names: ReadonlyMap<string, string>) {
  const what = phase === 'tune' ? `tuning, alternative ${alternative}` : `seed ${seed}`;
  return `${names.get(nameOf(dataset)) ?? nameOf(dataset)} ${variant.label} ${what}`;
}

function figuresOf(result: TrialResult): string {
  const seconds = `${(result.elapsedMs / 1000).toFixed(1)} s`;
  if (result.phase === 'tune') return `validation ${decimal(result.recall)}, ${seconds}`;
  const { objectives, figure } = result.log;
  const own = objectives.map((name) => {
    const metric = result.metrics.own[name];
    return metric ? decimal(compared(metric)) : '—';
  });
  return `${figure} ${own.join(' ')}, ${seconds}`;
}

function duration(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 1) return `${Math.ceil(ms / 1000)} s`;
  return minutes < 90 ? `${Math.round(minutes)} min` : `${(minutes / 60).toFixed(1)} h`;
}
