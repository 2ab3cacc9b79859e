/** The samples a person can load, as plain data: the page lists them without loading the generator. */

export type SampleName = 'shop' | 'shop-large' | 'aligned' | 'sparse';

export interface SampleEntry {
  name: SampleName;
  title: string;
  users: number;
  items: number;
}

export const SAMPLES: readonly SampleEntry[] = [
  { name: 'shop', title: 'Shop, where what is clicked is not what is bought', users: 800, items: 800 },
  { name: 'shop-large', title: 'The same shop, larger', users: 2000, items: 2000 },
  { name: 'aligned', title: 'Shop whose clicks and purchases agree', users: 800, items: 800 },
  { name: 'sparse', title: 'Shop with very few purchases', users: 800, items: 800 },
];
