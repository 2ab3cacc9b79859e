/** Estimate of an experiment's duration, from what ran here before, else from constants measured once. */
import { SAMPLES } from '../../data/sample/sampleCatalogue';
import { methodEntry } from '../../methods/methodCatalogue';
import type { DatasetView } from '../../worker/protocol/data';
import type { LabSpec, LabTable } from '../../worker/protocol/lab';
import { type LabDraft, methodsOf, trialsOfMethod, uploadedLogOf } from './labDraft';

/** Name and size of a log that the experiment trains on. */
interface LogSize {
  name: string;
  /** Users of the requested sample or of the uploaded log. */
  users: number;
  items: number;
}

export interface Duration {
  /** The number of trials, those of untrained baselines included. */
  trainings: number;
  seconds: number;
  /** Whether the estimate rests on a training that ran here. */
  isMeasured: boolean;
}

/** Seconds on WebAssembly and two cores, `shop` at full budget; measured once. */
const TRAINING_SECONDS: Readonly<Record<string, number>> = { csmf: 12, joint: 14, sequential: 10 };
const NETWORK_SECONDS = 14;
const PLUS_SECONDS = 28;
const EVALUATION_SECONDS = 5;
/** Pairs of user and item in `shop`; the time of an evaluation is proportional to them. */
const SHOP_PAIRS = 800 * 800;
/** A step costs the same on every log; how many there are does not: 790 on most samples, 1690 on the large one. */
const LARGE_FACTOR = 2.1;
const UPLOADED_LOG_FACTOR = 3.5;
/** Limit of the correction by measured times: a short run on a small log says little about a long run on another. */
const MAX_CORRECTION = 4;

/**
 * Returns Σ over datasets and methods of trials · (budget · training + evaluation). A measured time replaces
 * the estimate of its method and dataset; the ratio of both scales the estimates of the others.
 */
export function estimateDuration(options: {
  readonly draft: LabDraft;
  readonly dataset: DatasetView | null;
  readonly tables: readonly LabTable[];
  readonly spec: LabSpec | null;
}): Duration {
  const { draft, dataset, tables, spec } = options;
  const known = measuredSeconds(tables, spec);
  const ratio = ratioOf(known);
  let trainings = 0;
  let seconds = 0;
  for (const log of logsOf(draft, dataset)) {
    for (const method of methodsOf(draft)) {
      const trials = trialsOfMethod(method, draft);
      const full = known.get(`${log.name}|${method}`)?.seconds ?? ratio * estimatedSeconds(method, log);
      trainings += trials;
      seconds += trials * (draft.budget * full + ratio * evaluationSeconds(log));
    }
  }
  return { trainings, seconds, isMeasured: known.size > 0 };
}

function logsOf(draft: LabDraft, dataset: DatasetView | null): LogSize[] {
  const uploaded = draft.includesUploadedLog ? uploadedLogOf(dataset) : null;
  const samples = SAMPLES.filter(({ name }) => draft.samples.includes(name));
  return uploaded ? [...samples, uploaded.summary] : samples;
}

const evaluationSeconds = ({ users, items }: LogSize): number =>
  (EVALUATION_SECONDS * users * items) / SHOP_PAIRS;

/** Estimates one training at full budget. */
function estimatedSeconds(method: string, log: { name: string }): number {
  const entry = methodEntry(method);
  if (!entry?.trained) return 0;
  const onShop = method.startsWith('csmf-plus')
    ? PLUS_SECONDS
    : entry.network
      ? NETWORK_SECONDS
      : (TRAINING_SECONDS[method] ?? 10);
  return onShop * stepFactor(log);
}

function stepFactor({ name }: { name: string }): number {
  if (name.startsWith('shop-large')) return LARGE_FACTOR;
  return SAMPLES.some((sample) => name.startsWith(sample.name)) ? 1 : UPLOADED_LOG_FACTOR;
}

interface Known {
  seconds: number;
  estimated: number;
}

/** Training seconds at full budget, by dataset and method; rows with changed parameters are left out. */
function measuredSeconds(tables: readonly LabTable[], spec: LabSpec | null): Map<string, Known> {
  const budget = spec?.budget ?? 1;
  const plain = tables.flatMap(({ dataset, rows }) =>
    rows.flatMap(({ label, method, measured }) => {
      if (!measured || label !== method || measured.seconds.mean === 0) return [];
      const known = {
        seconds: measured.seconds.mean / budget,
        estimated: estimatedSeconds(method, { name: dataset }),
      };
      return [[`${dataset}|${method}`, known] as const];
    }),
  );
  return new Map(plain);
}

function ratioOf(known: ReadonlyMap<string, Known>): number {
  const all = [...known.values()];
  const sum = (secondsOf: (times: Known) => number) =>
    all.reduce((total, times) => total + secondsOf(times), 0);
  if (all.length === 0) return 1;
  const estimated = sum((times) => times.estimated);
  const ratio = estimated > 0 ? sum(({ seconds }) => seconds) / estimated : 1;
  return Math.min(MAX_CORRECTION, Math.max(1 / MAX_CORRECTION, ratio));
}
