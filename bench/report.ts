/** The results as Markdown. */

import type { Target } from './measuredRows';
import type { BenchmarkKind, BenchmarkResult, Results } from './results';
import { stepProfile } from './stepProfile';
import { targets } from './targets';

const TITLES: Record<BenchmarkKind, string> = {
  step: 'One training step',
  mask: 'Masks off (exposure, nothing pruned) against on, by stage',
  profile: 'The parts of a step of the engine for processors',
  training: 'A whole training in the built page',
  slider: 'Slider to top-100, new weights every time',
  evaluation: 'Full evaluation: every user against every item',
};

const NOTES: Record<BenchmarkKind, string> = {
  step:
    'Every row trains the same model from the same weights on the same batches; its losses at steps 1 and 2 ' +
    'must be the float64 reference’s within 1e-4 and 1e-3, or it does not count. *small*: ids only, in-batch negatives only; ' +
    '*default*: features and 256 uniform negatives. Ours updates the embedding rows of a batch (lazy Adam), ' +
    'as do `torch-sparse` rows (SparseAdam); the others all rows. `stock-tfjs-wasm` has a shim for the gradient of a gather, which its backend ' +
    'lacks: sums by row with ScatterNd. jax-js tries two ways to gather and runs the ' +
    'faster one; the memory of that attempt is in its GPU bytes. `torch` rows are PyTorch in Python on this processor, ' +
    'with one thread or all; its batches and their corrections are tensors before the clock starts.',
  mask: 'Our engines. A later stage computes only what it trains; earlier blocks are cached.',
  profile:
    'The exposure step with kernels replaced by a function that does nothing: all of them (`javascript`: what is ' +
    'left is JavaScript), or all but the products and the packing of their operands (`products`). `peak`: ' +
    'products and sums of four lanes in registers, compiled and measured as the kernels are.',
  training:
    'CSMF at its defaults on the default sample, from the command to the trained model, evaluations included.',
  slider:
    '`ours`: the user’s three score arrays are given, as in the page. `ours-vectors` scores all items again. ' +
    'The others search 48-wide vectors by inner product. The first two answers of each must be the exact ' +
    'order, ties (1e-5) aside. The browser’s clock ticks ' +
    'in 0.1 ms.',
  evaluation:
    'All vectors by the engine, then exact rankings, Recall, NDCG and bootstrap intervals for three objectives.',
};

export function report(results: Results): string {
  const groups = Object.keys(TITLES) as BenchmarkKind[];
  const sections = groups.flatMap((group) => {
    const rows = results.rows.filter((row) => row.group === group);
    return rows.length > 0 ? [`## ${TITLES[group]}\n\n${NOTES[group]}\n\n${tables(rows)}`] : [];
  });
  return `# Benchmark\n\n${heading(results)}\n\n${targetTable(targets(results))}\n\n${sections.join('\n\n')}\n`;
}

function heading(results: Results): string {
  const { adapter, software, browser, cores, date, quick, load } = results;
  return [
    `\`npm run bench${quick ? ' -- --quick' : ''}\`, ${date}: ${browser}, ${cores} cores, WebGPU adapter “${adapter}”` +
      `${software ? ' (software: computes on the processor)' : ''}.`,
    `Load per core ${load.before} before, ${load.after} after the run; above 0.5 before, other processes were running and the figures are too high.`,
    'Every row has its own browser, WebAssembly has one thread, and the libraries that are compared run in turns. Median and 95th',
    'percentile over the runs after warm-up (training and evaluation), over the single queries (slider).',
    '“JS” is all work on the page’s main thread, WebAssembly included. “Created” are the sizes of the GPU buffers',
    'that one step creates; “GPU” is the memory in use after the last step.',
  ].join('\n');
}

function targetTable(all: readonly Target[]): string {
  const lines = all.map(({ title, value, wanted, bound }) => {
    const reached = value !== undefined && (wanted === 'at least' ? value >= bound : value <= bound);
    const verdict = value === undefined ? 'not measured' : reached ? 'reached' : '**missed**';
    return [title, `${wanted} ${bound}`, value === undefined ? '—' : figure(value), verdict];
  });
  return `## Targets\n\n${table(['small model unless said', 'target', 'measured', ''], lines)}`;
}

/** Writes a table for each size and model. */
function tables(rows: readonly BenchmarkResult[]): string {
  const keys = [...new Set(rows.map(titleOf))];
  return keys
    .map((key) => {
      const own = rows.filter((row) => titleOf(row) === key);
      return [`### ${key}`, rowTable(own), ...profileLine(own)].join('\n\n');
    })
    .join('\n\n');
}

/** Writes the shares of a step in a sentence, under a profile whose rows have all finished. */
function profileLine(rows: readonly BenchmarkResult[]): string[] {
  const profile = stepProfile(rows);
  if (!profile) return [];
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const { productsShare, productsMs, javascriptMs, gigaflops, peakGigaflops } = profile;
  return [
    `Products are ${percent(productsShare)} of the step (${figure(productsMs)} ms), JavaScript ${figure(javascriptMs)} ms. ` +
      `Products run at ${figure(gigaflops)} GFLOP/s, ${percent(gigaflops / peakGigaflops)} of the peak of ${figure(peakGigaflops)}.`,
  ];
}

function titleOf({ group, model, users, items, batch }: BenchmarkResult): string {
  if (group === 'slider') return `${items.toLocaleString('en')} items`;
  const size = `${users.toLocaleString('en')} users, ${items.toLocaleString('en')} items`;
  return group === 'evaluation' ? size : `${size}, batch ${batch}, ${model} model`;
}

function rowTable(rows: readonly BenchmarkResult[]): string {
  const trains = rows.some(({ group }) => group === 'step' || group === 'mask');
  const heads = ['', 'ms', 'p95', 'JS ms'];
  if (trains) heads.push('dispatches', 'created', 'GPU', 'loss at step 1');
  const lines = rows.map((row) => {
    const name = row.group === 'mask' ? `${row.name}, ${row.stage}` : row.name;
    const note = row.status === 'ok' ? row.note : row.reason;
    const cells = [
      note ? `${name} (${note.replaceAll('|', '/')})` : name,
      row.medianMs === null ? 'DNF' : figure(row.medianMs),
      row.p95Ms === null ? '' : figure(row.p95Ms),
      optional(row.jsMs, figure),
    ];
    if (!trains) return cells;
    const loss = optional(row.loss, (value) => value.toFixed(5));
    const created = row.dispatches ? optional(row.bytesPerStep, bytes) : '';
    return [...cells, optional(row.dispatches, figure), created, optional(row.gpuBytes, bytes), loss];
  });
  return table(heads, lines);
}

function table(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  const rule = heads.map((_, index) => (index === 0 ? '---' : '---:'));
  return [heads, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const optional = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? '' : format(value);

/** Writes three digits; from 100 on a whole number. */
const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));

const bytes = (value: number): string =>
  value >= 1e6 ? `${(value / 1e6).toFixed(1)} MB` : `${(value / 1e3).toFixed(value < 1e4 ? 1 : 0)} kB`;
