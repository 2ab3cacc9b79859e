/** Roughly how long an experiment will take: from what ran here before, else a stated guess. */
import { SAMPLES } from '../../data/sample/sampleCatalogue';
import { methodEntry } from '../../methods/methodCatalogue';
import type { DatasetView } from '../../worker/protocol/data';
import type { LabSpec, LabTable } from '../../worker/protocol/lab';
import { type LabDraft, methodsOf, trialsOfMethod, uploadedLogOf } from './labDraft';

/** A log that is going to be trained on, as far as its size is known before. */
interface LogSize {
  name: string;
  /** Users of the sample as it is asked for, or of the uploaded log. */
  users: number;
  items: number;
}

export interface Duration {
  /** Cells: trainings, and what learns nothing and is only measured. */
  trainings: number;
  seconds: number;
  /** Whether a training that ran here says so. */
  isMeasured: boolean;
}

/** Seconds on WebAssembly and two cores, `shop` at full budget; measured once. */
const TRAINING_SECONDS: Readonly<Record<string, number>> = { csmf: 12, joint: 14, sequential: 10 };
const NETWORK_SECONDS = 14;
const PLUS_SECONDS = 28;
const JUDGE_SECONDS = 5;
/** Pairs of `shop`; judging grows with them. */
const SHOP_PAIRS = 800 * 800;
/** A step costs the same on every log; how many there are does not: 790 on most samples, 1690 on the large one. */
const LARGE_FACTOR = 2.1;
const OWN_LOG_FACTOR = 3.5;
/** What ran a moment on a small log says little about a long run on another. */
const MOST_CORRECTION = 4;

/**
 * Σ over datasets and methods of trials · (budget · training + judging). What was measured replaces the
 * guess for its method and dataset, and scales the guesses of the others by how far off it was.
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
      const full = known.get(`${log.name}|${method}`)?.seconds ?? ratio * guess(method, log);
      trainings += trials;
      seconds += trials * (draft.budget * full + ratio * judging(log));
    }
  }
  return { trainings, seconds, isMeasured: known.size > 0 };
}

function logsOf(draft: LabDraft, dataset: DatasetView | null): LogSize[] {
  const own = draft.ownLog ? uploadedLogOf(dataset) : null;
  const samples = SAMPLES.filter(({ name }) => draft.samples.includes(name));
  return own ? [...samples, own.summary] : samples;
}

const judging = ({ users, items }: LogSize): number => (JUDGE_SECONDS * users * items) / SHOP_PAIRS;

/** Estimates one training at full budget. */
function guess(method: string, log: { name: string }): number {
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
  return SAMPLES.some((sample) => name.startsWith(sample.name)) ? 1 : OWN_LOG_FACTOR;
}

interface Known {
  seconds: number;
  guessed: number;
}

/** Training seconds at full budget, by dataset and method; a row with changes of its own says nothing. */
function measuredSeconds(tables: readonly LabTable[], spec: LabSpec | null): Map<string, Known> {
  const budget = spec?.budget ?? 1;
  const plain = tables.flatMap(({ dataset, rows }) =>
    rows.flatMap(({ label, method, measured }) => {
      if (!measured || label !== method || measured.seconds.mean === 0) return [];
      const known = {
        seconds: measured.seconds.mean / budget,
        guessed: guess(method, { name: dataset }),
      };
      return [[`${dataset}|${method}`, known] as const];
    }),
  );
  return new Map(plain);
}

function ratioOf(known: ReadonlyMap<string, Known>): number {
  const all = [...known.values()];
  const sum = (of: (one: Known) => number) => all.reduce((total, one) => total + of(one), 0);
  if (all.length === 0) return 1;
  const guessed = sum((one) => one.guessed);
  const ratio = guessed > 0 ? sum(({ seconds }) => seconds) / guessed : 1;
  return Math.min(MOST_CORRECTION, Math.max(1 / MOST_CORRECTION, ratio));
}
