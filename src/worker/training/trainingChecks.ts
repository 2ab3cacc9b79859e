/** What must hold before a training begins; each check throws a sentence for people. */
import type { Config } from '../../config';
import type { Dataset } from '../../data/schema';
import { METHODS, methodEntry, type UntrainedBaseline } from '../../methods/catalogue';
import type { TrainedMethod } from '../../methods/trained';
import type { Plan } from '../../train/plan';
import type { SavedTraining } from '../storage/database';

/** Changed settings may change how a stage learns, but not which stages there are. */
export function checkPlan({ plan: before, stage }: SavedTraining, plan: Plan, isChanged: boolean): void {
  const idsOf = (stages: Plan) => stages.map(({ id }) => id).join();
  const isSame = isChanged
    ? idsOf(JSON.parse(before) as Plan) === idsOf(plan)
    : before === JSON.stringify(plan);
  if (isSame) return;
  throw new Error(
    `This version of the page plans the training otherwise than the one that left it in stage “${stage}”. ` +
      'Discard it and train again.',
  );
}

export function checkedMethod(method: string, dataset: Dataset): TrainedMethod | UntrainedBaseline {
  const entry = methodEntry(method);
  if (!entry) {
    const known = METHODS.map(({ id }) => id).join(', ');
    throw new Error(`There is no method “${method}”. Choose one of ${known}.`);
  }
  if (entry.samplesOnly && !dataset.log.truth) {
    throw new Error(`“${method}” needs the true probabilities, which only the samples have.`);
  }
  return entry.id;
}

/** The towers must be able to give each objective at least one hidden and one output unit. */
export function checkWidths({ hiddenWidth, outputWidth }: Config, { log }: Dataset): void {
  const least = log.objectives.length;
  if (Math.min(hiddenWidth, outputWidth) < least) {
    throw new RangeError(`${least} objectives need at least ${least} hidden and ${least} output units.`);
  }
}

/** Told before the first step, not when the last stage begins. */
export function checkPositives({ log, positives }: Dataset): void {
  const empty = log.objectives.find((objective) => !positives[objective]?.users.length);
  if (empty) {
    throw new RangeError(
      `Every ${empty} of “${log.name}” fell into the validation or test split: there is none to train on. ` +
        `Load a log with more of them, or one without the ${empty} column.`,
    );
  }
}
