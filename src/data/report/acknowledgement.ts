/** What stops a training until a person has seen it: findings so grave that the log is hardly what it should be. */
import type { Finding } from './findingTypes';

/** Codes that may be acknowledged. `one-objective` stops the reading already: the log has one kind of event only. */
export const ACKNOWLEDGEABLE = [
  'one-objective',
  'one-user',
  'one-item',
  'few-users',
  'few-items',
  'single-row-users',
  'everything-clicked',
  'funnel-inverted',
  'dominant-user',
  'dominant-item',
  'feature-reveals-label',
] as const;
export type Acknowledgeable = (typeof ACKNOWLEDGEABLE)[number];

/** Returns the findings that stop a training and are not among the acknowledged codes. */
export function stopsAmong(findings: readonly Finding[], acknowledged: Iterable<string>): Finding[] {
  const known = new Set(acknowledged);
  return findings.filter(({ code, level }) => level === 'stop' && !known.has(code));
}
