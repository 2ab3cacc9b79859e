/** The README in the file of an exported run. Its Python example is in ../runFileReadme.ts. */
export const runFileReadme = {
  'readme.title': 'CSMF playground: a run of “{method}” on “{dataset}”, seed {seed}',
  'readme.opening': `Open it again on the page with “Import run…”, once its log is loaded. The page refuses the file if a
byte of it changed: the comment of the zip is the SHA-256 of everything before it.`,
  'readme.files': `run.json              method, configuration, plan, seed, fingerprint of the log (SHA-256 of its ids and
                      rows; no row is in here), history of losses and validation, software version
weights.safetensors   every trained weight, float32; the last row of a layer is its biases
owners.safetensors    which objective owns which weight: 0 exposure, 1 click, 2 conversion, 254 free,
                      255 blocked; “columns” are the columns of the embeddings
stage-owners.safetensors  the same at the end of each stage: stage0 is the first of “stages” in run.json
user-vectors.npy      [users × K] and
item-vectors.npy      [items × K], float32: the vectors that are served
users.csv, items.csv  the id (and title) of each row
metrics.json, .csv    recall and NDCG at K on the test split, 95% intervals over users: “own” ranks each
                      objective by its own score, “best” by the fusion that is best on validation;
                      “expected” is the noise-free recall, which only samples have`,
  'readme.left-out': `What a method does not have is left out: networks have no owners, untrained baselines have only
run.json.`,
  'readme.python': 'In Python:',
  'readme.python.blocks': 'objective of each column',
  'readme.python.weights':
    'Weights of the objectives (exposure, click, conversion); one index serves them all.',
  'readme.python.scores': 'F of every item for the first user',
  'readme.other-fusions': `Two methods fuse in a different way, which this example does not compute: “hyper-dpo” computes the vector
of a user from the weights, and “rerank” reorders the first 200 items.`,
} as const;
