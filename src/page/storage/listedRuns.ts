/** One list of runs: those of this visit and those that an earlier one saved, each once. */
import { type Config, type Parameter, valueAt } from '../../config';
import type { Objective } from '../../data/schema';
import { type MethodId, methodEntry } from '../../methods/methodCatalogue';
import type { SavedRun } from '../../worker/protocol/storage';
import type { RunEntry } from '../../worker/protocol/training';
import { changedPaths, parametersFor } from '../plan/parameters';

/** A run as the list shows it; `run`, `saved` or both are there. */
export interface ListedRun {
  key: string;
  method: string;
  seed: number;
  /** The name a person gave it. */
  name?: string;
  /** A run of this visit; only it can be compared, the other must be opened first. */
  run?: RunEntry;
  /** Its entry in this browser. */
  saved?: SavedRun;
}

/** Returns the runs of this visit, the latest first, then the saved ones that are not open, the latest first. */
export function listedRuns(runs: readonly RunEntry[], saved: readonly SavedRun[]): ListedRun[] {
  const savedAs = new Map(saved.map((entry) => [entry.id, entry]));
  const ofVisit = runs.toReversed().map((run) => {
    const entry = savedAs.get(run.savedId ?? '');
    savedAs.delete(entry?.id ?? '');
    return listed(entry, run);
  });
  return [...ofVisit, ...[...savedAs.values()].map((entry) => listed(entry))];
}

function listed(saved?: SavedRun, run?: RunEntry): ListedRun {
  const method = run?.method ?? saved!.method;
  return {
    key: run?.id ?? saved!.id,
    method,
    seed: run?.config.seed ?? saved!.seed,
    ...(saved && saved.name !== method && { name: saved.name }),
    ...(run && { run }),
    ...(saved && { saved }),
  };
}

/** A parameter that differs from the method's default on the loaded log. */
export interface ParameterChange {
  parameter: Parameter;
  value: unknown;
}

/** Returns the changed parameters that the run's method reads, the main ones first; the seed is shown apart. */
export function changesOf(
  { method, config }: RunEntry,
  defaults: Config,
  objectives: readonly Objective[],
): ParameterChange[] {
  if (methodEntry(method)?.trained !== true) return [];
  const { main, more } = parametersFor(method as MethodId, objectives, config.base);
  const changed = new Set(changedPaths(config, defaults));
  return [...main, ...more]
    .filter(({ path }) => path !== 'seed' && changed.has(path))
    .map((parameter) => ({ parameter, value: valueAt(config, parameter.path) }));
}
