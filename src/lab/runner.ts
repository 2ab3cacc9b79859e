/**
 * Runs an experiment trial by trial, as an async generator: pause, resume and cancel are ways of pulling, as
 * in the trainer. Trials whose result is in the journal are not run again.
 */

import { codedOf } from '../coded';
import type { Dataset, SplitMethod } from '../data/schema';
import type { DatasetProvider } from './datasetProvider';
import { estimateMs, timesOf } from './eta';
import { type LabSpec, nameOf, type Trial, trialsOf } from './experiment';
import { type Journal, trialKey } from './journal';
import { prepare } from './prepare';
import type { TrialOutcome, TrialResult } from './result';
import type { Engines, TrialProgress } from './trainVariant';
import { runTrial } from './trial';
import { TunedWinner } from './tunedWinner';

export interface RunOptions {
  spec: LabSpec;
  datasets: DatasetProvider;
  engines: Engines;
  journal: Journal;
  /** Outcomes of the first trials, from an earlier run of the same spec. */
  before?: readonly TrialOutcome[];
  signal?: AbortSignal;
}

export interface LabEvent {
  trial: Trial;
  /** Number of trials that ended. */
  done: number;
  total: number;
  /** Estimated time left; null before the first trial has ended. */
  etaMs: number | null;
  /** Gradient steps within the trial. */
  progress?: TrialProgress;
  /** Present when the trial has ended. */
  outcome?: TrialOutcome;
}

/**
 * Yields on every gradient step and at every trial's end; returns all outcomes in the order of trials.
 * A trial that fails ends with its reason and is not stored in the journal, so that the next run repeats
 * it. Rejects with the signal's reason once aborted.
 */
export async function* runExperiment(options: RunOptions): AsyncGenerator<LabEvent, TrialOutcome[]> {
  const trials = trialsOf(options.spec);
  const outcomes: TrialOutcome[] = [...(options.before ?? [])];
  const winner = new TunedWinner();
  for (const trial of trials.slice(outcomes.length)) {
    const event = eventsOf(trial, trials, outcomes);
    yield event();
    const steps = endTrial({ ...options, winner }, trial, alternativeOf(trial, outcomes));
    let next = await steps.next();
    try {
      for (; !next.done; next = await steps.next()) yield event(next.value);
    } finally {
      await steps.return(undefined as never);
    }
    outcomes.push(next.value);
    yield { ...eventsOf(trial, trials, outcomes)(), outcome: next.value };
  }
  return outcomes;
}

/** Returns a function that makes the events of a trial. */
function eventsOf(trial: Trial, trials: readonly Trial[], outcomes: readonly TrialOutcome[]) {
  const done = outcomes.length;
  const times = timesOf(outcomes);
  const leftMs = estimateMs(times, trials.slice(done));
  const trialMs = estimateMs(times, [trial]) ?? 0;
  return (progress?: TrialProgress): LabEvent => {
    const share = progress ? progress.step / progress.steps : 0;
    const etaMs = leftMs === null ? null : leftMs - share * trialMs;
    return { trial, done, total: trials.length, etaMs, ...(progress && { progress }) };
  };
}

type TrialRun = RunOptions & { winner: TunedWinner };

async function* endTrial(
  options: TrialRun,
  trial: Trial,
  alternative: number,
): AsyncGenerator<TrialProgress, TrialOutcome> {
  try {
    return { kind: 'done', trial, alternative, ...(yield* resultOf(options, trial, alternative)) };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { kind: 'failed', trial, alternative, reason: codedOf(error) };
  }
}

async function* resultOf(
  { spec, datasets, engines, journal, winner, signal }: TrialRun,
  trial: Trial,
  alternative: number,
): AsyncGenerator<TrialProgress, { key: string; result: TrialResult }> {
  const { variant, seed } = trial;
  const { budget, k } = spec;
  const dataset = await datasets.open(trial.dataset, seed);
  const preparation = prepare({ dataset, variant, alternative, seed, budget });
  const { fingerprint } = dataset.log;
  const split = chosenSplit(dataset);
  const key = await trialKey({ trial, alternative, fingerprint, preparation, budget, k, split });
  const stored = await journal.get(key);
  if (stored) return { key, result: stored };
  signal?.throwIfAborted();
  const training = { method: variant.method, fingerprint, preparation };
  const { result, ranker } = yield* runTrial({
    trial,
    dataset,
    engines,
    k,
    ...preparation,
    trained: winner.rankerOf(training),
    ...(signal && { signal }),
  });
  if (result.phase === 'tune') winner.offer(training, { ranker, recall: result.recall });
  await journal.put(key, result);
  return { key, result };
}

/** Returns the split of a log that is not split as logs of its kind are: with times, by each user's latest. */
const chosenSplit = ({ log, splitMethod }: Dataset): SplitMethod | undefined =>
  log.time && splitMethod !== 'user-latest' ? splitMethod : undefined;

/** Returns the alternative with the best tuning recall, the earlier of equals; 0 when all of them failed. */
function alternativeOf(trial: Trial, outcomes: readonly TrialOutcome[]): number {
  if (trial.alternative !== 'best') return trial.alternative;
  let best = { alternative: 0, recall: Number.NEGATIVE_INFINITY };
  for (const outcome of outcomes) {
    const { dataset, variant } = outcome.trial;
    if (nameOf(dataset) !== nameOf(trial.dataset) || variant.label !== trial.variant.label) continue;
    if (outcome.kind !== 'done' || outcome.result.phase !== 'tune') continue;
    const { recall } = outcome.result;
    if (recall > best.recall) best = { alternative: outcome.alternative, recall };
  }
  return best.alternative;
}
