/** `npm run reproduce`: the tables of the samples and of every CSV in a folder, written to docs/RESULTS.md. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLES } from '../../src/data/catalogue';
import { markdownOf } from '../../src/lab/markdown';
import { METHODS } from '../../src/methods/catalogue';
import { runLab } from './command';
import { heldAgainstPrototype } from './prototype';
import { circumstances, type Report } from './report';

export interface ReproduceCommand {
  executablePath: string;
  /** Of CSV files; only the samples without it. */
  folder?: string | undefined;
  seeds: number;
  budget: number;
  /** Trainings at the same time. */
  workers: number;
  methods?: readonly string[] | undefined;
  out: string;
}

/** Takes six times as long as a small one. */
const LARGE = 'shop-large';
const LARGE_SEEDS = 2;

/** True when the design's figures are reached. Resumed where it stopped, like the lab. */
export async function reproduce(command: ReproduceCommand): Promise<boolean> {
  const { executablePath, folder, seeds, budget, workers, out } = command;
  const methods = [...(command.methods ?? METHODS.map(({ id }) => id))];
  const files = folder
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.csv'))
        .sort()
        .map((name) => join(folder, name))
    : [];
  const small = SAMPLES.flatMap(({ name }) => (name === LARGE ? [] : [name]));
  const run = (data: readonly string[], count: number, name: string) =>
    runLab({
      executablePath,
      data,
      methods,
      seeds: Array.from({ length: count }, (_, seed) => seed),
      budget,
      workers,
      tuned: true,
      out: join('lab-results', name),
    });
  const large = await run([LARGE], Math.min(LARGE_SEEDS, seeds), 'reproduce-large');
  const rest = await run([...small, ...files], seeds, 'reproduce');
  const held = heldAgainstPrototype(large.tables[0]!);
  writeFileSync(out, resultsAsMarkdown(rest, large, held?.markdown));
  console.log(held?.isReproduced ? 'reproduced' : 'NOT reproduced');
  return held?.isReproduced ?? false;
}

function resultsAsMarkdown(rest: Report, large: Report, held: string | undefined): string {
  return [
    '# Results\n',
    'Written by `npm run reproduce [folder]`; do not edit. Where CSMF does not win is said below each table.\n',
    `${circumstances(rest)}\n`,
    `On \`${LARGE}\`: ${circumstances(large)}\n`,
    ...(held ? ['## Held against the design’s figures\n', `${held}\n`] : []),
    markdownOf([...rest.tables, ...large.tables]),
  ].join('\n');
}
