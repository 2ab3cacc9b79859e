/** Which hyperparameters matter to which method, and which of them come first. */
import { type Config, PARAMETERS, type Parameter, valueAt } from '../../config';
import { OBJECTIVES, type Objective } from '../../data/schema';
import { METHODS, type MethodId, methodEntry } from '../../methods/methodCatalogue';

const MAIN = [
  'steps.exposure',
  'steps.click',
  'steps.conversion',
  'tau.exposure',
  'tau.click',
  'releaseShare.exposure',
  'releaseShare.click',
  'gamma',
  'outputWidth',
  'base',
  'seed',
];

/** What only some methods read. */
const SPECIAL = new Set(METHODS.flatMap(({ reads }) => reads));

/** What only a second objective gives a meaning. */
const CASCADING = new Set([
  ...['granularity', 'tau', 'weightTau', 'releaseShare', 'fisherSamples', 'recoverySteps', 'recoveryRates'],
  ...['distillation', 'margin', 'gamma', 'auxiliary', 'blockShrink', 'lossWeights', 'laterEmbeddingRate'],
]);

/** The parameters a method (on its base, where it has one) reads on a log: main ones, and the rest. */
export function parametersFor(
  method: MethodId,
  objectives: readonly Objective[],
  base: MethodId = 'csmf',
): { main: Parameter[]; more: Parameter[] } {
  const readsOf = (id: MethodId) => methodEntry(id)?.reads ?? [];
  const reads = [...readsOf(method), ...(method === 'rerank' ? readsOf(base) : [])];
  const known = objectives.length > 0 ? objectives : OBJECTIVES.slice(0, 2);
  const missing = OBJECTIVES.filter((objective) => !known.includes(objective));
  const used = PARAMETERS.filter(({ path }) => {
    const root = path.split('.')[0]!;
    if (SPECIAL.has(root) && !reads.includes(root)) return false;
    if (objectives.length === 1 && CASCADING.has(root)) return false;
    return !missing.some((objective) => path.endsWith(`.${objective}`));
  });
  const isMain = ({ path }: Parameter) => MAIN.includes(path) || path.startsWith('lossWeights');
  return { main: used.filter(isMain), more: used.filter((parameter) => !isMain(parameter)) };
}

/** Paths whose value is not the method's default for this log. */
export function changedPaths(config: Config, defaults: Config): string[] {
  return PARAMETERS.map(({ path }) => path).filter(
    (path) => valueAt(config, path) !== valueAt(defaults, path),
  );
}
