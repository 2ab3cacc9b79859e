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
  'base',
  'seed',
];

/** Prefixes of what only a masked plan uses, and of what only the joint model does. */
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
const JOINT = ['lossWeights'];
/** What only a second stage has. */
const SECOND = ['base', 'rerank'];

/** The parameters a method (on its base, where it has one) reads on a log: main ones, and the rest. */
export function parametersFor(
  method: MethodId,
  objectives: readonly Objective[],
  base: MethodId = 'csmf',
): { main: Parameter[]; more: Parameter[] } {
  const plan = method === 'rerank' ? base : method;
  const masked = plan === 'csmf' || plan === 'csmf-plus';
  const used = PARAMETERS.filter(({ path }) => {
    const root = path.split('.')[0]!;
    if (MASKED.includes(root) && !masked) return false;
    if (JOINT.includes(root) && plan !== 'joint') return false;
    if (SECOND.includes(root) && method !== 'rerank') return false;
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
