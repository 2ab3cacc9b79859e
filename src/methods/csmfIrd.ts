/**
 * CSMF that releases what iterative range decreasing never keeps: the half of the samples and the half of
 * the columns, units and weights with the larger Fisher information are kept in turns, until as many are
 * left as `csmf-fisher` keeps (data-oriented IRD, arXiv 2403.08484). So both release equally much and differ
 * only in what. Reconstructed where the abstract is silent: see model/iterativeRange.ts.
 */
import { csmfPlan } from './csmf';
import { csmfFisher } from './csmfFisher';
import type { Method } from './method';

export const csmfIrd: Method = {
  ...csmfFisher,
  plan: (context) => csmfPlan(context, { importance: 'ird' }),
};
