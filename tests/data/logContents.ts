/** What a model sees of a log, for comparing two. */
import { valuesOf } from '../../src/data/featureValues';
import type { InteractionLog, Side } from '../../src/data/schema';

/** Everything a model sees, features as texts: the order of their values is the reader's affair. */
export const logContents = ({ users, items, user, item, depth, time }: InteractionLog) => {
  const texts = ({ ids, features }: Side) => [
    ids,
    ...features.map((feature) => ids.map((_, entity) => valuesOf(feature, entity))),
  ];
  return {
    users: texts(users),
    items: [...texts(items), items.titles],
    user,
    item,
    depth,
    seconds: time && Array.from(time, (moment) => (moment / 1000).toFixed(3)),
  };
};
