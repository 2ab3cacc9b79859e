/** The text inside a run's file that tells a stranger what is what. */
import type { RunSummary } from '../protocol/training';

export function readmeOf({ method, config }: RunSummary, dataset: string): string {
  return `CSMF playground: a run of “${method}” on “${dataset}”, seed ${config.seed}
${'='.repeat(72)}

Open it again on the page with “Import run…”, once its log is loaded. The page refuses the file if a
byte of it changed: the zip's comment is the SHA-256 of everything before it.

run.json              method, configuration, plan, seed, fingerprint of the log (SHA-256 of its ids and
                      rows; no row is in here), history of losses and validation, software version
weights.safetensors   every trained weight, float32; a layer's last row is its biases
owners.safetensors    who owns which weight: 0 exposure, 1 click, 2 conversion, 254 free, 255 blocked;
                      "columns" are the columns of the embeddings
user-vectors.npy      [users × K] and
item-vectors.npy      [items × K], float32: what is served
users.csv, items.csv  the id (and title) of each row
metrics.json, .csv    recall and NDCG at K on the test split, 95 % intervals over users: "own" ranks each
                      objective by its own score, "best" by the fusion that is best on validation;
                      "expected" is the noise-free recall, which only samples have

What a method does not have is left out: networks have no owners, untrained baselines only run.json.

In Python:

    import csv, json, numpy as np
    users = np.load("user-vectors.npy")            # [U, K]
    items = np.load("item-vectors.npy")            # [N, K]
    ids = [row["id"] for row in csv.DictReader(open("items.csv", encoding="utf-8"))]
    blocks = np.array(json.load(open("run.json"))["vectors"]["blocks"])   # objective of each column

    # Weights of the objectives (exposure, click, conversion); one index serves them all.
    alpha = np.array([0.2, 0.3, 0.5])
    cumulative = json.load(open("run.json"))["vectors"]["scores"] == "cumulative"
    gains = np.cumsum(alpha[::-1])[::-1] if cumulative else alpha
    gain = np.where(blocks < len(alpha), gains[np.minimum(blocks, len(alpha) - 1)], 0)
    scores = (users[0] * gain) @ items.T           # F of every item for the first user
    print([ids[i] for i in np.argsort(-scores)[:10]])

    from safetensors.numpy import load_file        # pip install safetensors
    weights = load_file("weights.safetensors")

Two methods fuse in their own way, and this is not it: "hyper-dpo" computes the user's vector from the
weights, "rerank" puts the first 200 in another order.
`;
}
