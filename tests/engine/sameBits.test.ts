/** One seed, one result: in Node, in Chromium and in Firefox. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFirefox, NO_FIREFOX } from '../../scripts/firefox.mjs';
import { stageFingerprint } from './stageFingerprint';
import { trainingFingerprints } from './trainingFingerprints';
import { openFirefox } from './wgslPage/firefox';
import { openChromium, type ServedPage, serveEnginePage } from './wgslPage/open';

/** A change that is meant to change these bits writes the new ones here, with its reason. */
const STAGES = '1b84354d0ab58126741773b8e886e148cef478250fa157a5386cec586afbe75f';
const TRAININGS = {
  sample: '9c28a9e37c106b02',
  csmf: {
    stages: 7,
    losses: '4aaef0519d80f518',
    weights: 'e9e9cff8871c1ca1',
    owners: '200e9bd9afe6f891',
    vectors: '88ba28f3f980ace6',
    evaluation: '58a60900d4bc00df',
  },
  'csmf-plus': {
    stages: 9,
    losses: 'ddb455ba6d70c02b',
    weights: '087b262cf05a4787',
    owners: '200e9bd9afe6f891',
    vectors: '03c656266e38123f',
    evaluation: '0aeda9e4268739bd',
  },
};

let served: ServedPage;
beforeAll(async () => {
  served = await serveEnginePage();
});
afterAll(() => served?.close());

describe('the engine for processors computes the same bits, today and before,', () => {
  it('in Node', async () => {
    expect(await stageFingerprint()).toBe(STAGES);
    expect(await trainingFingerprints()).toEqual(TRAININGS);
  });

  it('in Chromium', async () => {
    const { page, close } = await openChromium(served.url);
    try {
      expect(await page.evaluate(() => window.engineUnderTest.stageFingerprint())).toBe(STAGES);
      expect(await page.evaluate(() => window.engineUnderTest.trainingFingerprints())).toEqual(TRAININGS);
    } finally {
      await close();
    }
  });

  it('in Firefox', async (context) => {
    const program = findFirefox();
    if (!program) {
      console.warn(NO_FIREFOX);
      return context.skip(NO_FIREFOX);
    }
    const { page, close } = await openFirefox(served.url, program);
    try {
      expect(await page.evaluate(() => window.engineUnderTest.stageFingerprint())).toBe(STAGES);
      expect(await page.evaluate(() => window.engineUnderTest.trainingFingerprints())).toEqual(TRAININGS);
    } finally {
      await close();
    }
  });
});
