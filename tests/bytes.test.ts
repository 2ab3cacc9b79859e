import { describe, expect, it } from 'vitest';
import { concatBytes, sha256Hex } from '../src/bytes';

describe('concatBytes', () => {
  it('joins arrays of any element type byte by byte, and only the viewed part of a buffer', () => {
    const viewed = new Uint8Array([9, 1, 2, 9]).subarray(1, 3);
    expect([...concatBytes([viewed, new Int32Array([1, -1]), new Uint8Array()])]).toEqual([
      1, 2, 1, 0, 0, 0, 255, 255, 255, 255,
    ]);
  });
});

describe('sha256Hex', () => {
  it('gives the digest of “abc” that FIPS 180-4 gives', async () => {
    const digest = await sha256Hex(new TextEncoder().encode('abc'));
    expect(digest).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
