/** Weightings by what a person wants of the list. */
import type { Objective } from '../../data/schema';
import { EQUAL_WEIGHTS, type Weighting } from './state';

export interface Preset extends Weighting {
  name: 'balanced' | 'reach' | 'discovery' | 'engagement' | 'sales';
}

const only = (objective: Objective) => ({ exposure: 0, click: 0, conversion: 0, [objective]: 1 });

/**
 * Balanced: all three alike. Reach: what will be seen. Discovery: what would be clicked and bought if it were shown,
 * with exposure's own block at half: on shop its lists hold as much of the catalogue as the balanced ones, a fifth less popular. Engagement: clicks. Sales: conversions; absent where a log has none.    (ours)
 */
const PRESETS: readonly Preset[] = [
  { name: 'balanced', weights: EQUAL_WEIGHTS, rho: 1 },
  { name: 'reach', weights: only('exposure'), rho: 1 },
  { name: 'engagement', weights: only('click'), rho: 1 },
  { name: 'sales', weights: only('conversion'), rho: 1 },
  { name: 'discovery', weights: { exposure: 0, click: 0.5, conversion: 0.5 }, rho: 0.5 },
];

/** Returns the presets of a log's objectives; those with ρ below 1 only where ρ acts. */
export function presetsOf(objectives: readonly Objective[], actsOnExposure: boolean): Preset[] {
  return PRESETS.filter(({ name }) => name !== 'sales' || objectives.includes('conversion')).filter(
    ({ rho }) => rho === 1 || actsOnExposure,
  );
}
