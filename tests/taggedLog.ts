/** A log as CSV whose items carry lists of tags, and whose users are shown and click what is tagged to their taste. */
import { createRandom } from '../src/random';

export interface TaggedOptions {
  seed?: number;
  users?: number;
  items?: number;
  /** Exposures of each user. */
  exposures?: number;
}

const TAGS = 24;
const TAGS_OF_ITEM = 3;
const CROWDS = 6;
/** Of the items, the last ones, and of each user's exposures, the latest, which are of these items only. */
const NEW_ITEMS = 0.25;
const NEW_EXPOSURES = 0.125;

/**
 * A crowd's taste for an item is the sum of its N(0, 1) tastes for the item's tags, to deviation 1. Nobody is
 * shown a new item before the last eighth of the time: of those only the tags tell anything. Columns user,
 * item, click, buy, time, crowd, tags.
 */
export function taggedCsv({
  seed = 0,
  users = 160,
  items = 400,
  exposures = 16,
}: TaggedOptions = {}): string {
  const random = createRandom(seed, 'tagged');
  const tagsOf = Array.from({ length: items }, () => random.permutation(TAGS).slice(0, TAGS_OF_ITEM));
  const tastes = Array.from({ length: CROWDS }, () => {
    const likes = Float64Array.from({ length: TAGS }, () => random.normal());
    return tagsOf.map((tags) => tags.reduce((sum, tag) => sum + likes[tag]!, 0) / Math.sqrt(TAGS_OF_ITEM));
  });
  const firstNew = Math.round(items * (1 - NEW_ITEMS));
  const lines = ['user,item,click,buy,time,crowd,tags'];
  for (let user = 0; user < users; user++) {
    const crowd = random.integer(CROWDS);
    const taste = tastes[crowd]!;
    const appeal = taste.map((value) => 2 * value + random.gumbel());
    const best = (from: number, end: number, count: number) =>
      Array.from({ length: end - from }, (_, place) => from + place)
        .sort((a, b) => appeal[b]! - appeal[a]!)
        .slice(0, count);
    const news = Math.round(exposures * NEW_EXPOSURES);
    const shown = [...best(0, firstNew, exposures - news), ...best(firstNew, items, news)];
    shown.forEach((item, moment) => {
      const click = random.uniform() < 1 / (1 + Math.exp(-1 - taste[item]!));
      const buy = click && random.uniform() < 0.5;
      const tags = Array.from(tagsOf[item]!, (tag) => `tag ${tag}`).join('|');
      const time = 1_700_000_000 + 3600 * moment + user;
      lines.push([`u${user}`, `i${item}`, Number(click), Number(buy), time, `crowd ${crowd}`, tags].join());
    });
  }
  return lines.join('\n');
}
