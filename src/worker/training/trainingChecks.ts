/** Checks before a training begins; each throws CodedError. */
import { CodedError } from '../../coded';
import type { Dataset } from '../../data/schema';
import { METHODS, methodEntry, type UntrainedBaseline } from '../../methods/methodCatalogue';
import type { TrainedMethod } from '../../methods/trained';
import type { Plan } from '../../train/plan';
import type { SavedTraining } from '../storage/database';

/** Requires the plan a training began with; after changed settings, the same stages. */
export function checkPlan({ plan: before, stage }: SavedTraining, plan: Plan, isChanged: boolean): void {
  const idsOf = (stages: Plan) => stages.map(({ id }) => id).join();
  const isSame = isChanged
    ? idsOf(JSON.parse(before) as Plan) === idsOf(plan)
    : before === JSON.stringify(plan);
  if (isSame) return;
  throw new CodedError('training-plan', { stage });
}

/** Returns the method; requires that it exists and that the log has what it needs. */
export function checkedMethod(method: string, dataset: Dataset): TrainedMethod | UntrainedBaseline {
  const entry = methodEntry(method);
  if (!entry) {
    const known = METHODS.map(({ id }) => id).join(', ');
    throw new CodedError('unknown-method', { method, known });
  }
  if (entry.samplesOnly && !dataset.log.truth) {
    throw new CodedError('method-needs-sample', { method });
  }
  return entry.id;
}

/** Requires training positives of every objective: before the first step, not when its stage begins. */
export function checkPositives({ log, positives }: Dataset): void {
  const empty = log.objectives.find((objective) => !positives[objective]?.users.length);
  if (empty) throw new CodedError('no-training-positives', { objective: empty, name: log.name });
}
