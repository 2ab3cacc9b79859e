/** Remembers what tuning trained, so that the trial that measures it with the same seed need not train it again. */
import type { Preparation } from './prepare';
import type { TrainedRanker } from './training';

/** All that the weights depend on. */
interface Trained {
  method: string;
  /** Of the log. */
  fingerprint: string;
  preparation: Preparation;
}

/** Holds one ranker: the best of the alternatives that the latest method was tuned over, the earlier of equals. */
export class TunedWinner {
  #best?: { key: string; contest: string; ranker: TrainedRanker; recall: number };

  /** After a tuning trial. An alternative of another method or log opens a new contest. */
  offer(trained: Trained, { ranker, recall }: { ranker: TrainedRanker; recall: number }): void {
    const contest = contestOf(trained);
    if (this.#best?.contest === contest && this.#best.recall >= recall) return;
    this.#best = { key: keyOf(trained), contest, ranker, recall };
  }

  /** The ranker that just this training gave, if it is the one that is held. */
  rankerOf(trained: Trained): TrainedRanker | undefined {
    return this.#best?.key === keyOf(trained) ? this.#best.ranker : undefined;
  }
}

const contestOf = ({ method, fingerprint }: Trained): string => `${method}|${fingerprint}`;

const keyOf = (trained: Trained): string => `${contestOf(trained)}|${JSON.stringify(trained.preparation)}`;
