import { expect, it } from 'vitest';
import { wasmFingerprint } from './wasmFingerprint';
import { openEnginePage } from './wgslPage/open';

/** The engine's bits. A change that is meant to change them writes the new ones here, with its reason. */
const BITS = '1b84354d0ab58126741773b8e886e148cef478250fa157a5386cec586afbe75f';

it('the engine for processors computes the same bits in Node and in Chromium, today and before', async () => {
  const { page, close } = await openEnginePage();
  try {
    const inChromium = await page.evaluate(() => window.engineUnderTest.wasmFingerprint());
    expect(inChromium).toBe(await wasmFingerprint());
    expect(inChromium).toBe(BITS);
  } finally {
    await close();
  }
});
