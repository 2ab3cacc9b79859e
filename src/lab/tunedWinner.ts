/** The ranker that tuning found best, so that the trial that measures it with the same seed need not train it again. */
import type { Preparation } from './prepare';
import type { TrainedRanker } from './trainVariant';

/** All that the weights depend on. */
interface TrainingKey {
  method: string;
  /** Fingerprint of the log. */
  fingerprint: string;
  preparation: Preparation;
}

/** Holds one ranker: the best alternative of the method that was tuned last, the earlier of equals. */
export class TunedWinner {
  #best?: { key: string; method: string; ranker: TrainedRanker; recall: number };

  /** Takes the ranker of a tuning trial, when it is the first of its method and log or better than the best. */
  offer(training: TrainingKey, { ranker, recall }: { ranker: TrainedRanker; recall: number }): void {
    const method = methodKey(training);
    if (this.#best?.method === method && this.#best.recall >= recall) return;
    this.#best = { key: keyOf(training), method, ranker, recall };
  }

  /** Returns the ranker of exactly this training; undefined when another one is held. */
  rankerOf(training: TrainingKey): TrainedRanker | undefined {
    return this.#best?.key === keyOf(training) ? this.#best.ranker : undefined;
  }
}

const methodKey = ({ method, fingerprint }: TrainingKey): string => `${method}|${fingerprint}`;

const keyOf = (training: TrainingKey): string =>
  `${methodKey(training)}|${JSON.stringify(training.preparation)}`;
