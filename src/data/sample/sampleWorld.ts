/**
 * The people and things behind a generated log: what items are, what users like. All constants are
 * the project's own choices, found with the prototype; nothing here is the paper's.
 */
import { log } from '../../elementaryFunctions';
import { createRandom, type Random } from '../../random';
import type { Feature, Side } from '../schema';
import { BRANDS, CATEGORIES, DEVICES, numberedIds, PRICE_BANDS, SEGMENTS, VARIANTS } from './sampleNames';

/** Latent width of topics and tastes. */
export const LATENT_WIDTH = 8;

export interface ItemWorld {
  side: Side;
  category: Int32Array;
  /** [items × LATENT_WIDTH] */
  topic: Float64Array;
  /** [items] standardised log price. */
  price: Float64Array;
  /** [items] mean 0, deviation 1: what is bought. */
  quality: Float64Array;
  /** [items] −ρ·quality + √(1 − ρ²)·noise: what is clicked. */
  attractiveness: Float64Array;
  /** [items] standard normal. */
  popularity: Float64Array;
}

export interface UserWorld {
  side: Side;
  /** [users × categories] */
  affinity: Float64Array;
  /** [users × LATENT_WIDTH] */
  taste: Float64Array;
  /** [users] the log price a user is most at ease with. */
  priceTaste: Float64Array;
}

/** Items: category → topic, brand → quality and price. ρ sets clicks against purchases. */
export function createItems(seed: number, count: number, rho: number): ItemWorld {
  const random = createRandom(seed, 'sample items');
  const category = drawCategories(random, count);
  const topic = drawTopics(random, category);
  const brand = drawBrands(random, category);
  const brandQuality = normals(random, BRANDS.length);
  const brandPrice = normals(random, BRANDS.length);
  const price = Float64Array.from(brand, (b) => 0.6 * brandPrice[b]! + 0.8 * random.normal());
  const quality = standardised(
    Float64Array.from(brand, (b) => 0.7 * brandQuality[b]! + 0.7 * random.normal()),
  );
  const noise = Math.sqrt(1 - rho * rho);
  const attractiveness = quality.map((q) => -rho * q + noise * random.normal());
  const popularity = normals(random, count);
  const side: Side = {
    ids: numberedIds('i', count),
    titles: itemTitles(createRandom(seed, 'sample titles'), category, brand),
    features: [
      { kind: 'value', name: 'category', values: CATEGORIES.map(({ name }) => name), index: category },
      {
        kind: 'value',
        name: 'price',
        values: [...PRICE_BANDS],
        index: quantileBands(price, PRICE_BANDS.length),
      },
      { kind: 'value', name: 'brand', values: [...BRANDS], index: brand },
    ],
  };
  return { side, category, topic, price, quality, attractiveness, popularity };
}

/** Users: segment → affinities, taste and price level, each with a share of their own. */
export function createUsers(seed: number, count: number): UserWorld {
  const random = createRandom(seed, 'sample users');
  const segment = Int32Array.from({ length: count }, () => random.integer(SEGMENTS.length));
  const device = Int32Array.from({ length: count }, () => random.integer(DEVICES.length));
  const affinity = aroundGroups(random, segment, { width: CATEGORIES.length, shared: 0.7, individual: 0.7 });
  const taste = aroundGroups(random, segment, { width: LATENT_WIDTH, shared: 0.6, individual: 0.8 });
  const level = aroundGroups(random, segment, { width: 1, shared: 0.7, individual: 0.5 });
  const priceTaste = level.map((value, user) => value + 0.4 * (device[user]! - 1));
  const features: Feature[] = [
    { kind: 'value', name: 'segment', values: [...SEGMENTS], index: segment },
    { kind: 'value', name: 'device', values: [...DEVICES], index: device },
  ];
  return { side: { ids: numberedIds('u', count), features }, affinity, taste, priceTaste };
}

/** Shares of the categories from Dirichlet(3, …, 3), then one category for each item. */
function drawCategories(random: Random, count: number): Int32Array {
  // Gamma(3) is the sum of three exponentials; the shares are gammas over their sum.
  const gammas = CATEGORIES.map(
    () => -log((1 - random.uniform()) * (1 - random.uniform()) * (1 - random.uniform())),
  );
  const total = gammas.reduce((sum, gamma) => sum + gamma, 0);
  return Int32Array.from({ length: count }, () => {
    let left = random.uniform() * total;
    const drawn = gammas.findIndex((gamma) => {
      left -= gamma;
      return left < 0;
    });
    // Rounding may leave a trace of mass behind the last category.
    return drawn < 0 ? gammas.length - 1 : drawn;
  });
}

/** topic = (0.8·centre of the category + 0.6·own) / √L → [items × L] */
function drawTopics(random: Random, category: Int32Array): Float64Array {
  const centres = normals(random, CATEGORIES.length * LATENT_WIDTH);
  const topic = new Float64Array(category.length * LATENT_WIDTH);
  for (let index = 0; index < topic.length; index++) {
    const centre = category[Math.floor(index / LATENT_WIDTH)]! * LATENT_WIDTH + (index % LATENT_WIDTH);
    topic[index] = (0.8 * centres[centre]! + 0.6 * random.normal()) / Math.sqrt(LATENT_WIDTH);
  }
  return topic;
}

/** Seven of ten items come from a brand at home in their category, the rest from any. */
function drawBrands(random: Random, category: Int32Array): Int32Array {
  const home = BRANDS.map(() => random.integer(CATEGORIES.length));
  return category.map((current) => {
    const specialists = [...home.keys()].filter((brand) => home[brand] === current);
    const fromHome = specialists.length > 0 && random.uniform() < 0.7;
    return fromHome ? specialists[random.integer(specialists.length)]! : random.integer(BRANDS.length);
  });
}

/** Returns shared·(the group's normal) + individual·(the user's normal): [users × width] */
function aroundGroups(
  random: Random,
  group: Int32Array,
  {
    width,
    shared,
    individual,
  }: { readonly width: number; readonly shared: number; readonly individual: number },
): Float64Array {
  const centres = normals(random, SEGMENTS.length * width);
  return Float64Array.from({ length: group.length * width }, (_, index) => {
    const centre = group[Math.floor(index / width)]! * width + (index % width);
    return shared * centres[centre]! + individual * random.normal();
  });
}

function normals(random: Random, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => random.normal());
}

function standardised(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}

/** Band 0 … bands − 1 by rank, equally many items in each. */
function quantileBands(values: Float64Array, bands: number): Int32Array {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const band = new Int32Array(values.length);
  order.forEach((entity, rank) => {
    band[entity] = Math.floor((rank * bands) / values.length);
  });
  return band;
}

/** “Brand Variant Product”; the second of the same name is No. 2. */
function itemTitles(random: Random, category: Int32Array, brand: Int32Array): string[] {
  const used = new Map<string, number>();
  return Array.from(category, (current, item) => {
    const { products } = CATEGORIES[current]!;
    const variant = VARIANTS[random.integer(VARIANTS.length)];
    const title = `${BRANDS[brand[item]!]} ${variant} ${products[random.integer(products.length)]}`;
    const times = (used.get(title) ?? 0) + 1;
    used.set(title, times);
    return times === 1 ? title : `${title} No. ${times}`;
  });
}
