import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookOf } from '../../src/page/connectAddress';
import { type Address, isLink, readAddress, VIEWS, writeAddress } from '../../src/page/shell/address';
import { createPageStore } from '../../src/page/state';

const look = fc.dictionary(
  fc.constantFrom('w', 'rho', 'pin', 'user', 'run', 'stage'),
  fc.string({ minLength: 1 }),
);
const address: fc.Arbitrary<Address> = fc.record({
  view: fc.constantFrom(...VIEWS),
  setup: fc.option(fc.constant('setup=1.aZ_-9')),
  look,
});

describe('the address', () => {
  it('says the view and the look in few characters', () => {
    expect(writeAddress({ view: 'play', setup: null, look: { w: '.33,.33,.97', user: 'u0546' } })).toBe(
      '#play?w=.33,.33,.97&user=u0546',
    );
    expect(writeAddress({ view: 'data', setup: null, look: {} })).toBe('#data');
  });

  it('reads back as what was written, whatever the view, the setup and the look', () => {
    fc.assert(
      fc.property(address, (written) => {
        expect(readAddress(writeAddress(written))).toEqual(written);
      }),
    );
  });

  it.each([
    ['', { view: 'play', setup: null, look: {} }],
    ['#masks', { view: 'play', setup: null, look: {} }],
    ['#setup=1.abc', { view: 'play', setup: 'setup=1.abc', look: {} }],
    ['#setup=1.abc?view=runs&stage=6', { view: 'runs', setup: 'setup=1.abc', look: { stage: '6' } }],
  ])('reads %s', (hash, expected) => {
    expect(readAddress(hash)).toEqual(expected);
  });

  it('is a link only where it holds a setup', () => {
    expect([isLink('#setup=1.abc'), isLink('#play'), isLink('')]).toEqual([true, false, false]);
  });
});

describe('the look of Play', () => {
  it('leaves out a weighting that nobody has moved', () => {
    const state = createPageStore().getState();
    expect(lookOf(state)).toEqual({});
    const weights = { ...state.weights, click: 0.5 };
    expect(lookOf({ ...state, weights, userId: 'u7' })).toEqual({ w: '.33,.5,.34', rho: '1', user: 'u7' });
  });
});
