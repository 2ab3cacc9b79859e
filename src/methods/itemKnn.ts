/**
 * Item-based nearest neighbours: recommends items similar to those in the user's history. No vectors, no training.
 * (Sarwar et al. 2001; the N best neighbours of each item, summed: Deshpande & Karypis 2004)
 */
import type { Dataset } from '../data/schema';
import type { Scorer } from '../retrieve/scorer';
import { topK } from '../retrieve/topK';
import { popularityScorer, scorerSizes } from './popularity';

/** Neighbours kept of each item. */
const NEIGHBOURS = 100;

/**
 * knn_o(u, i) = Σ_{j ∈ P_o(u)} sim_o(j, i) over those j that have i among their neighbours, where P_o(u)
 * are the user's training positives of objective o.
 * s_o(u, i) = knn_o(u, i) where it is above 0. All other items, and every item of a user without such
 * positives, follow by popularity, scaled below 1/U, which no similarity is (ours).
 */
export function itemKnnScorer(dataset: Dataset): Scorer {
  const { users, items, objectives } = scorerSizes(dataset);
  const layers = dataset.log.objectives.map((name) => {
    const { users: positiveUsers = new Int32Array(0), items: positiveItems = new Int32Array(0) } =
      dataset.positives[name] ?? {};
    const byUser = groupBy(positiveUsers, positiveItems, users);
    return { byUser, neighbours: neighboursOf(byUser, groupBy(positiveItems, positiveUsers, items)) };
  });
  const popularity = popularityScorer(dataset);
  const sum = new Float32Array(items);
  return {
    users,
    items,
    objectives,
    score(user, out) {
      popularity.score(user, out);
      layers.forEach(({ byUser, neighbours }, objective) => {
        sum.fill(0);
        for (const item of membersOf(byUser, user)) addSimilarities(neighbours[item]!, sum);
        // Popularity is a rank from 0 to N − 1.
        const scores = out[objective]!;
        for (let item = 0; item < items; item++) scores[item] = sum[item] || scores[item]! / (items * users);
      });
    },
  };
}

/** Members of every group, side by side: group g has members[start[g]] … members[start[g + 1] − 1]. */
interface Groups {
  start: Int32Array;
  members: Int32Array;
}

/** Groups pairs: group [n] and member [n] of each pair → the members by group, in the order of the pairs. */
function groupBy(group: Int32Array, member: Int32Array, groups: number): Groups {
  const start = new Int32Array(groups + 1);
  for (const index of group) start[index + 1]! += 1;
  for (let index = 0; index < groups; index++) start[index + 1]! += start[index]!;
  const next = start.slice();
  const members = new Int32Array(member.length);
  member.forEach((value, pair) => {
    members[next[group[pair]!]!++] = value;
  });
  return { start, members };
}

const membersOf = ({ start, members }: Groups, group: number): Int32Array =>
  members.subarray(start[group]!, start[group + 1]!);

interface Neighbours {
  items: Int32Array;
  similarities: Float32Array;
}

/**
 * sim(i, j) = |U_i ∩ U_j| / √(|U_i|·|U_j|), the cosine of two binary columns    (Sarwar et al. 2001)
 * → [N] the neighbours of each item, itself left out; of equals those that share the first users.
 * Only pairs that share a user are visited: Σ_u |P(u)|² of them.
 */
function neighboursOf(byUser: Groups, byItem: Groups): Neighbours[] {
  const items = byItem.start.length - 1;
  const shared = new Int32Array(items);
  const met = new Int32Array(items);
  const sizeOf = (item: number) => byItem.start[item + 1]! - byItem.start[item]!;
  return Array.from({ length: items }, (_, item) => {
    let count = 0;
    for (const user of membersOf(byItem, item)) {
      for (let index = byUser.start[user]!; index < byUser.start[user + 1]!; index++) {
        const neighbour = byUser.members[index]!;
        if (shared[neighbour]!++ === 0) met[count++] = neighbour;
      }
    }
    const found = met.subarray(0, count).filter((neighbour) => neighbour !== item);
    const similarities = Float32Array.from(
      found,
      (neighbour) => shared[neighbour]! / Math.sqrt(sizeOf(item) * sizeOf(neighbour)),
    );
    for (let index = 0; index < count; index++) shared[met[index]!] = 0;
    const best = topK(similarities, NEIGHBOURS);
    return {
      items: best.map((index) => found[index]!),
      similarities: Float32Array.from(best, (index) => similarities[index]!),
    };
  });
}

function addSimilarities({ items, similarities }: Neighbours, scores: Float32Array): void {
  for (let index = 0; index < items.length; index++) scores[items[index]!]! += similarities[index]!;
}
