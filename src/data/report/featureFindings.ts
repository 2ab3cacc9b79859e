/** What is suspicious of the features: those that say nothing, and those that say what they should not know. */
import { type Feature, type InteractionLog, OBJECTIVES } from '../schema';
import { type Finding, note, stop, warning } from './findingTypes';
import { countsByHalf, decidedValue, type EntityCounts, separationBy } from './labelSeparation';

/** Lower end of the area under the ROC curve from which on a feature is taken for the label. (ours) */
const REVEALS = 0.9;

/** Letters of a value that are shown. */
const MAX_VALUE_LENGTH = 40;

/** The features of both sides. */
export function featureFindings(log: InteractionLog): Finding[] {
  return [...sideFindings(log, 'users'), ...sideFindings(log, 'items')];
}

function sideFindings(log: InteractionLog, side: 'users' | 'items'): Finding[] {
  const { features } = log[side];
  if (features.length === 0) return [];
  const labels = countsOf(log, side);
  return features.flatMap((feature) =>
    isConstant(feature) ? [constant(feature)] : labelFinding(feature, side, labels),
  );
}

/** Counts each entity's pairs, and those that reach click and conversion where the log has them. */
function countsOf(
  { user, item, depth, objectives, ...sides }: InteractionLog,
  side: 'users' | 'items',
): { depth: number; counts: EntityCounts }[] {
  const entityOf = side === 'users' ? user : item;
  const entities = sides[side].ids.length;
  const pairs = new Float64Array(entities);
  const reached = [new Float64Array(entities), new Float64Array(entities)] as const;
  for (let row = 0; row < entityOf.length; row++) {
    const entity = entityOf[row]!;
    pairs[entity]!++;
    if (depth[row]! >= 1) reached[0][entity]!++;
    if (depth[row]! >= 2) reached[1][entity]!++;
  }
  return objectives.slice(1).map((_, index) => {
    return { depth: index + 1, counts: { pairs, reached: reached[index]! } };
  });
}

/** The gravest of what a feature gives away of any label. */
function labelFinding(
  feature: Feature,
  side: 'users' | 'items',
  labels: readonly { depth: number; counts: EntityCounts }[],
): Finding[] {
  const column = feature.name;
  const counted = labels.map((label) => ({ ...label, halves: countsByHalf(feature, label.counts) }));
  for (const { depth, counts, halves } of counted) {
    const separation = separationBy(feature, counts, halves);
    if (!separation || separation.low < REVEALS) continue;
    const values = { column, auc: separation.auc, side, objective: OBJECTIVES[depth]! };
    return [{ ...stop('feature-reveals-label', values), column }];
  }
  for (const { depth, counts, halves } of counted) {
    const decided = decidedValue(feature, counts, halves);
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
