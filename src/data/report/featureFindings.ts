/** What is suspicious of the features: those that say nothing, and those that say what they should not know. */
import { type Feature, type InteractionLog, OBJECTIVES } from '../schema';
import { type Finding, note, stop, warning } from './findingTypes';
import { countByEntity, decidedValue, type EntityCounts, separationBy } from './labelSeparation';

/** Lower end of the area under the ROC curve from which on a feature is taken for the label. (ours) */
const REVEALS = 0.9;

/** Letters of a value that are shown. */
const MAX_VALUE_LENGTH = 40;

/** The features of both sides. */
export function featureFindings(log: InteractionLog): Finding[] {
  return [...sideFindings(log, 'users'), ...sideFindings(log, 'items')];
}

function sideFindings(log: InteractionLog, side: 'users' | 'items'): Finding[] {
  const { features, ids } = log[side];
  if (features.length === 0) return [];
  const entityOf = side === 'users' ? log.user : log.item;
  const labels = [1, 2]
    .filter((depth) => depth < log.objectives.length)
    .map((depth) => ({
      depth,
      counts: countByEntity(entityOf, ids.length, (row) => log.depth[row]! >= depth),
    }));
  return features.flatMap((feature) =>
    isConstant(feature) ? [constant(feature)] : labelFinding(feature, side, labels),
  );
}

/** The gravest of what a feature gives away of any label. */
function labelFinding(
  feature: Feature,
  side: 'users' | 'items',
  labels: readonly { depth: number; counts: EntityCounts }[],
): Finding[] {
  const column = feature.name;
  for (const { depth, counts } of labels) {
    const separation = separationBy(feature, counts);
    if (!separation || separation.low < REVEALS) continue;
    const values = { column, auc: separation.auc, side, objective: OBJECTIVES[depth]! };
    return [{ ...stop('feature-reveals-label', values), column }];
  }
  for (const { depth, counts } of labels) {
    const decided = decidedValue(feature, counts);
    if (!decided) continue;
    const { always, pairs, expected } = decided;
    const value = decided.value.slice(0, MAX_VALUE_LENGTH);
    const reached = always ? 'all' : 'none';
    const values = { column, value, reached, pairs, expected, objective: OBJECTIVES[depth]! };
    return [{ ...warning('feature-excludes-label', values), column }];
  }
  return [];
}

const constant = ({ name: column }: Feature): Finding => ({
  ...note('single-value-feature', { column }),
  column,
});

function isConstant(feature: Feature): boolean {
  if (feature.kind === 'value') return feature.index.every((value) => value === feature.index[0]);
  const first = feature.entries.subarray(feature.starts[0], feature.starts[1]);
  for (let entity = 1; entity + 1 < feature.starts.length; entity++) {
    const start = feature.starts[entity]!;
    if (feature.starts[entity + 1]! - start !== first.length) return false;
    if (first.some((value, place) => feature.entries[start + place] !== value)) return false;
  }
  return true;
}
