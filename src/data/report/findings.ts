/** What of a log should make a person stop before training on it, each as a code and a sentence. */
import { featureFindings } from './featureFindings';
import { type Finding, type FunnelStep, note, warning } from './findingTypes';
import { type PlausibilityOptions, plausibility } from './plausibility';
import { MIN_TO_TEST, type TimeOptions, timeFindings } from './timeFindings';

/** Training pairs below which a stage memorises its positives (ours). */
const MIN_TO_LEARN = 100;

const LEVELS: readonly Finding['level'][] = ['stop', 'warning', 'note'];

/** Returns the findings on a log, the gravest first. */
export function findingsOn(options: Omit<PlausibilityOptions, 'log'> & TimeOptions): Finding[] {
  const { log } = options.dataset;
  const findings = [
    ...plausibility({ ...options, log }),
    ...featureFindings(log),
    ...amounts(options.funnel),
    ...timeFindings(options),
  ];
  return findings.sort((left, right) => LEVELS.indexOf(left.level) - LEVELS.indexOf(right.level));
}

function amounts(funnel: readonly FunnelStep[]): Finding[] {
  return funnel.flatMap(({ objective, trainingPairs, testUsers }) => [
    ...(trainingPairs < MIN_TO_LEARN
      ? [warning('too-few-to-learn', { objective, pairs: trainingPairs })]
      : []),
    ...(testUsers < MIN_TO_TEST ? [note('too-few-to-test', { objective, users: testUsers })] : []),
  ]);
}
