/** The samples a person can load, as plain data: the page lists them without loading the generator. */

export type SampleName = 'shop' | 'shop-large' | 'aligned' | 'sparse';

export interface SampleEntry {
  name: SampleName;
  users: number;
  items: number;
}

export const SAMPLES: readonly SampleEntry[] = [
  { name: 'shop', users: 800, items: 800 },
  { name: 'shop-large', users: 2000, items: 2000 },
  { name: 'aligned', users: 800, items: 800 },
  { name: 'sparse', users: 800, items: 800 },
];
