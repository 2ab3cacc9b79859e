/** The words of the generated shop: categories with their products, brands, and what users are called. */

export const CATEGORIES: readonly { name: string; products: readonly string[] }[] = [
  { name: 'audio', products: ['Headphones', 'Loudspeaker', 'Turntable', 'Earbuds', 'Radio'] },
  { name: 'bags', products: ['Backpack', 'Tote', 'Suitcase', 'Satchel', 'Wallet'] },
  { name: 'bedding', products: ['Duvet', 'Pillow', 'Blanket', 'Mattress', 'Bed Sheet'] },
  { name: 'cycling', products: ['City Bike', 'Helmet', 'Bike Light', 'Saddle', 'Pannier'] },
  { name: 'garden', products: ['Watering Can', 'Planter', 'Garden Chair', 'Pruner', 'Bird Feeder'] },
  { name: 'kitchen', products: ['Kettle', 'Frying Pan', 'Chef Knife', 'Toaster', 'Coffee Grinder'] },
  { name: 'lighting', products: ['Desk Lamp', 'Floor Lamp', 'Lantern', 'Ceiling Light', 'Night Light'] },
  { name: 'outdoor', products: ['Tent', 'Sleeping Bag', 'Camp Stove', 'Hammock', 'Water Bottle'] },
  { name: 'shoes', products: ['Sneakers', 'Hiking Boots', 'Sandals', 'Loafers', 'Slippers'] },
  { name: 'stationery', products: ['Notebook', 'Fountain Pen', 'Desk Tray', 'Planner', 'Pencil Case'] },
  { name: 'toys', products: ['Building Blocks', 'Puzzle', 'Kite', 'Plush Bear', 'Toy Train'] },
  { name: 'watches', products: ['Wristwatch', 'Alarm Clock', 'Wall Clock', 'Diving Watch', 'Stopwatch'] },
];

/** Words in front of the product; the combinations are invented. */
export const VARIANTS: readonly string[] = [
  'Classic',
  'Compact',
  'Foldable',
  'Light',
  'Large',
  'Quiet',
  'Striped',
  'Everyday',
  'Travel',
  'Blue',
  'Green',
  'Amber',
  'Slim',
  'Soft',
  'Sturdy',
  'Plain',
];

const BRAND_STARTS = ['Quor', 'Zelb', 'Trund', 'Oxmi', 'Plim', 'Wexu', 'Yarn', 'Klyn', 'Drov', 'Fibb'];
const BRAND_ENDS = ['avo', 'elka', 'oni', 'umbra'];

/** Forty made-up brands. */
export const BRANDS: readonly string[] = BRAND_STARTS.flatMap((start) =>
  BRAND_ENDS.map((end) => start + end),
);

export const PRICE_BANDS: readonly string[] = ['€', '€€', '€€€', '€€€€', '€€€€€'];
export const SEGMENTS: readonly string[] = [
  'students',
  'families',
  'commuters',
  'collectors',
  'makers',
  'retirees',
];
/** Devices, from the one whose users prefer the lowest prices to the one whose users prefer the highest. */
export const DEVICES: readonly string[] = ['phone', 'tablet', 'desktop'];

/** u0001, u0002, …: `letter` and the number from 1, padded to four digits or as many as `count` needs. */
export function numberedIds(letter: string, count: number): string[] {
  const digits = Math.max(4, String(count).length);
  return Array.from({ length: count }, (_, index) => letter + String(index + 1).padStart(digits, '0'));
}
