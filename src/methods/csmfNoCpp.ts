/**
 * CSMF without CPP: the same share of ELEMENTS (columns, units, weights) is released in every layer, the
 * smallest magnitudes first, however much importance they hold (PackNet's rule, Mallya & Lazebnik 2018).
 *
 * The default shares, .42 after exposure and .3 after click, are what CPP at its defaults (τ = .4 and .3)
 * releases of the wide layers of `shop`, seed 0: 20 of 48 and 6 of 20 output units, .42–.44 and .30–.32 of
 * the hidden ones. So both give later objectives equal room and differ in where it is taken.
 */
import { cascadeGrid, csmf, csmfPlan } from './csmf';
import type { Method } from './method';

export const csmfNoCpp: Method = {
  plan: (context) => csmfPlan(context, { rule: 'uniform' }),
  defaults: csmf.defaults,
  grid: (...log) => cascadeGrid(...log, { releaseShare: { exposure: 0.3, click: 0.2 } }),
};
