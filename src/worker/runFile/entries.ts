/** What is in a run file, by name. */

/** Names of all entries of a run file. */
export const ENTRIES = {
  readme: 'README.txt',
  manifest: 'run.json',
  weights: 'weights.safetensors',
  owners: 'owners.safetensors',
  stageOwners: 'stage-owners.safetensors',
  userVectors: 'user-vectors.npy',
  itemVectors: 'item-vectors.npy',
  users: 'users.csv',
  items: 'items.csv',
  metrics: 'metrics.json',
  metricsTable: 'metrics.csv',
} as const;
