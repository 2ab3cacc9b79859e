/** Which hyperparameters matter to which method, and which of them come first. */
import { type Config, PARAMETERS, type Parameter, valueAt } from '../../config';
import type { Objective } from '../../data/schema';
import type { MethodId } from '../state';

const MAIN = [
  'steps.exposure',
  'steps.click',
  'steps.conversion',
  'tau.exposure',
  'tau.click',
  'gamma',
  'outputWidth',
  'seed',
];

/** Prefixes of what only a masked plan uses, and of what only those do that add up losses. */
const MASKED = [
  'recoverySteps',
  'tau',
  'granularity',
  'weightTau',
  'margin',
  'gamma',
  'distillation',
  'auxiliary',
  'blockShrink',
  'recoveryRates',
];
const SUMMED = ['lossWeights'];
const METHODS_WITH_SUM: readonly MethodId[] = ['joint', 'shared-bottom', 'mmoe', 'ple', 'esmm', 'hyper-dpo'];

/** The parameters a method reads on a log with these objectives, split into main ones and the rest. */
export function parametersFor(
  method: MethodId,
  objectives: readonly Objective[],
): { main: Parameter[]; more: Parameter[] } {
  const masked = method === 'csmf' || method === 'csmf-plus';
  const used = PARAMETERS.filter(({ path }) => {
    const root = path.split('.')[0]!;
    if (MASKED.includes(root) && !masked) return false;
    if (SUMMED.includes(root) && !METHODS_WITH_SUM.includes(method)) return false;
    return objectives.includes('conversion') || !path.endsWith('.conversion');
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
