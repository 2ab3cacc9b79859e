/** Draws users, whole, while a file is read: the draw needs neither their number nor their order. */

/**
 * True for about `share` of all ids, the same ones for the same seed in every file and order of rows:
 * FNV-1a over seed and id, finished by an avalanche (MurmurHash3's), as a number in [0, 1).
 */
export function createUserSampler(share: number, seed = 0): (userId: string) => boolean {
  if (share >= 1) return () => true;
  const start = hashed(0x811c9dc5, `${seed}:`);
  return (userId) => avalanche(hashed(start, userId)) / 2 ** 32 < share;
}

function hashed(start: number, text: string): number {
  let hash = start;
  for (let place = 0; place < text.length; place++) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return hash;
}

function avalanche(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
