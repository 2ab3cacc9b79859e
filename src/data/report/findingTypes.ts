/** The findings of the report on a log, and the numbers that they are drawn from. */
import type { Values } from '../../coded';
import type { Objective } from '../schema';

export type FindingCode =
  | 'feature-reveals-label'
  | 'feature-excludes-label'
  | 'single-value-feature'
  | 'one-user'
  | 'one-item'
  | 'few-users'
  | 'few-items'
  | 'single-row-users'
  | 'everything-clicked'
  | 'everything-converted'
  | 'funnel-inverted'
  | 'too-few-to-learn'
  | 'too-few-to-test'
  | 'short-histories'
  | 'short-histories-in-training'
  | 'dominant-user'
  | 'dominant-item'
  | 'unseen-in-training'
  | 'same-time'
  | 'times-not-read'
  | 'times-in-some-files'
  | 'random-despite-times'
  | 'global-cut-few-users';

export interface Finding {
  code: FindingCode;
  /**
   * `stop`: the log is hardly what it should be, and training asks first; `warning`: numbers will mislead;
   * `note`: good to know.
   */
  level: 'stop' | 'warning' | 'note';
  /** The feature or column, where it is about one. */
  column?: string;
  /** What the sentence of `code` is filled with. */
  values?: Values;
  message?: string;
}

/** A step of the funnel. */
export interface FunnelStep {
  objective: Objective;
  /** Different pairs that reached it. */
  pairs: number;
  /** Pairs ÷ pairs of the step before; exposure: 1. */
  rate: number;
  /** Users and items with at least one such pair. */
  users: number;
  items: number;
  /** Pairs in training. */
  trainingPairs: number;
  /** Users whose test split holds such a pair, and users who have test rows but no such pair. */
  testUsers: number;
  testUsersWithout: number;
}

/** Pairs for each user: smallest, median, largest. */
export interface Spread {
  min: number;
  median: number;
  max: number;
}

const ofLevel =
  (level: Finding['level']) =>
  (code: FindingCode, values?: Values): Finding => ({ code, level, ...(values && { values }) });

export const stop = ofLevel('stop');
export const warning = ofLevel('warning');
export const note = ofLevel('note');
