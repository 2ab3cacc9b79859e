/** The README of an exported run: sentences of the catalogue around a Python example. */
import type { MessageId } from './en';
import { renderEnglish } from './sentence';

const text = (id: MessageId): string => renderEnglish(id) ?? '';

/** Returns the README with {method}, {dataset} and {seed} in it, which the worker fills in for the run. */
export function runFileReadme(): string {
  const run = { method: '{method}', dataset: '{dataset}', seed: '{seed}' };
  const paragraphs = [
    `${renderEnglish('readme.title', run)}\n${'='.repeat(72)}`,
    text('readme.opening'),
    text('readme.files'),
    text('readme.left-out'),
    text('readme.python'),
    pythonExample().replace(/^(?=.)/gm, '    '),
    text('readme.other-fusions'),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

const pythonExample = (): string => `import csv, json, numpy as np
users = np.load("user-vectors.npy")            # [U, K]
items = np.load("item-vectors.npy")            # [N, K]
ids = [row["id"] for row in csv.DictReader(open("items.csv", encoding="utf-8"))]
blocks = np.array(json.load(open("run.json"))["vectors"]["blocks"])   # ${text('readme.python.blocks')}

# ${text('readme.python.weights')}
alpha = np.array([0.2, 0.3, 0.5])
cumulative = json.load(open("run.json"))["vectors"]["scores"] == "cumulative"
gains = np.cumsum(alpha[::-1])[::-1] if cumulative else alpha
gain = np.where(blocks < len(alpha), gains[np.minimum(blocks, len(alpha) - 1)], 0)
scores = (users[0] * gain) @ items.T           # ${text('readme.python.scores')}
print([ids[i] for i in np.argsort(-scores)[:10]])

from safetensors.numpy import load_file        # pip install safetensors
weights = load_file("weights.safetensors")`;
