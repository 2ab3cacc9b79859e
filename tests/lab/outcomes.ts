/** Outcomes without a training: the figures of their table can be computed by hand. */
import { OBJECTIVES, type Objective } from '../../src/data/schema';
import type { DatasetRequest } from '../../src/lab/experiment';
import type { TestResult, TrialOutcome } from '../../src/lab/result';

export interface Given {
  label: string;
  /** The method, when the label is not its id. */
  method?: string;
  dataset?: DatasetRequest;
  seed?: number;
  /** Figures per user, own score and best fusion alike unless `best` says otherwise; their mean is X and the recall. */
  users: Partial<Record<Objective, readonly number[]>>;
  best?: Partial<Record<Objective, readonly number[]>>;
  changes?: Partial<TestResult>;
  figure?: 'X' | 'Recall';
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function measured(given: Given): TrialOutcome {
  const { label, method = label, seed = 0, users, best = users, changes, figure = 'X' } = given;
  const objectives = OBJECTIVES.filter((name) => users[name]);
  const metrics = (of: Given['users']) =>
    Object.fromEntries(
      objectives.map((name) => {
        const recall = mean(of[name] ?? []);
        const metric = { recall, ndcg: recall / 2, users: of[name]?.length ?? 0 };
        const intervals = { recallInterval: [recall, recall], ndcgInterval: [recall, recall] };
        return [name, { ...metric, ...intervals, ...(figure === 'X' && { expected: recall }) }];
      }),
    );
  const dataset = given.dataset ?? { sample: 'shop', users: undefined, items: undefined };
  return {
    kind: 'done',
    trial: { dataset, variant: { label, method, changes: {} }, phase: 'measure', seed, alternative: 0 },
    alternative: 0,
    key: `${label} ${seed}`,
    result: {
      phase: 'measure',
      log: { name: 'shop', fingerprint: 'f', users: 3, items: 20, exposures: 9, objectives, figure, k: 5 },
      metrics: { own: metrics(users), best: metrics(best) } as TestResult['metrics'],
      weights: {},
      figures: { own: users, best } as TestResult['figures'],
      slices: { own: {}, best: {} },
      drift: { exposure: 0.25 },
      parameters: 1000,
      vectorWidth: 8,
      indexBytes: 640,
      retrievalUs: 12.34,
      engine: 'tfjs',
      backend: 'wasm',
      steps: 18,
      seconds: 2,
      elapsedMs: 2500,
      ...changes,
    },
  };
}
