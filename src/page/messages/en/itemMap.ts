/** The map of the items: their vectors in two dimensions. */
export const itemMap = {
  'itemMap.open': 'Map of the items',
  'itemMap.title': 'Map of the items',
  'itemMap.loading': 'Loading…',
  'itemMap.untrained': 'The map is drawn from item vectors. Train a model first: then its items have them.',
  'itemMap.noVectors':
    '{method} gives items no vectors: it scores them in another way, so nothing can lie near or far.',
  'itemMap.making': 'Laying out {items} items…',
  'itemMap.progress': 'Map of the items',
  'itemMap.cancel': 'Cancel',
  'itemMap.stopped': 'There is no map of this run yet.',
  'itemMap.make': 'Draw the map',
  'itemMap.colour': 'Colour',
  'itemMap.popularity': 'Popularity: {objective}',
  'itemMap.count': '{objective} in training: {count}',
  'itemMap.atLeast': '{count} or more',
  'itemMap.rest': 'all others',
  'itemMap.noValue': 'no value',
  'itemMap.legend': 'Colours and shapes',
  'itemMap.legend.top': 'in the list, by rank',
  'itemMap.near':
    'Each point is an item’s vector as trained, all blocks, flattened to two dimensions. Items that lie close mostly have similar vectors, and items with similar vectors get similar scores from every user. The sliders move no point: they change which items are lit.',
  'itemMap.method.umap':
    'Made by UMAP, which keeps each item’s nearest neighbours. The size of a group, the gap between two groups, and left, right, up and down mean nothing.',
  'itemMap.method.pca':
    'Made by principal components: the two directions in which the vectors differ most, {kept} of their variance. Items that differ in the other directions can lie on one spot.',
  'itemMap.picture': 'Picture of all items, with the list’s items lit',
  'itemMap.keys':
    'Arrow keys go through the list by rank. Plus and minus enlarge and reduce, 0 shows the whole map. The table has the same items.',
  'itemMap.enlarge': 'Enlarge the map',
  'itemMap.reduce': 'Reduce the map',
  'itemMap.whole': 'Whole map',
  'itemMap.ranked': 'Rank {rank}',
  'itemMap.notListed': 'Not in the list',
  'itemMap.table': 'The list on the map',
  'itemMap.caption': 'Top {k}, and what lies nearest to each on the map',
  'itemMap.rank': 'Rank',
  'itemMap.item': 'Item',
  'itemMap.says': 'Colour',
  'itemMap.nearest': 'Nearest item',
} as const;
