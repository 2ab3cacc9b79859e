/** `npm run reproduce`: the tables of the samples and of every CSV in a folder, written to docs/RESULTS.md. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLES } from '../../src/data/sample/catalogue';
import { SWEEPS } from '../../src/lab/catalogue';
import { markdownOf } from '../../src/lab/markdown';
import { CSMF_PLUS_PART_IDS, METHODS } from '../../src/methods/catalogue';
import { type LabCommand, runLab } from './command';
import { heldAgainstPrototype } from './prototype';
import { circumstances, type Report } from './report';
import { between, summaryOf } from './summary';
import { sweepAsMarkdown } from './sweepTable';

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
  /** A page that shows the summary between two marks. */
  summaryIn?: string | undefined;
}

/** Takes six times as long as a small one. */
const LARGE = 'shop-large';
const LARGE_SEEDS = 2;
/** What the sensitivity study runs on, and what tells how much each part of CSMF+ is worth. */
const STUDIED = 'shop';
/** Names the place in the page that shows the summary. */
const MARK = 'results';
const PARTS: readonly string[] = CSMF_PLUS_PART_IDS;

/** True when the design's figures are reached. Resumed where it stopped, like the lab. */
export async function reproduce(command: ReproduceCommand): Promise<boolean> {
  const { folder, seeds, out } = command;
  const methods = [...(command.methods ?? METHODS.map(({ id }) => id).filter((id) => !PARTS.includes(id)))];
  // Told before hours are spent, not after.
  if (command.summaryIn) between(readFileSync(command.summaryIn, 'utf8'), MARK, '');
  const small = SAMPLES.flatMap(({ name }) => (name === LARGE ? [] : [name]));
  const run = (name: string, data: readonly string[], asked: Asked) =>
    runLab({
      executablePath: command.executablePath,
      data,
      ...asked,
      seeds: Array.from({ length: name === LARGE ? Math.min(LARGE_SEEDS, seeds) : seeds }, (_, seed) => seed),
      budget: command.budget,
      workers: command.workers,
      tuned: !asked.sweep,
      out: join('lab-results', name),
    });
  const large = await run(LARGE, [LARGE], { methods });
  const studies = command.methods ? [] : await study(run);
  const rest = await run('reproduce', [...small, ...filesIn(folder)], { methods });
  const held = heldAgainstPrototype(large.tables[0]!);
  const summary = summaryOf([...rest.tables, ...large.tables]);
  writeFileSync(out, resultsAsMarkdown({ rest, large, studies, summary, held: held?.markdown }));
  if (command.summaryIn) {
    const page = readFileSync(command.summaryIn, 'utf8');
    writeFileSync(command.summaryIn, between(page, MARK, `${circumstances(rest)}\n\n${summary}`));
  }
  console.log(held?.isReproduced ? 'reproduced' : 'NOT reproduced');
  return held?.isReproduced ?? false;
}

type Asked = Pick<LabCommand, 'methods' | 'sweep' | 'reference'>;

/** What each part of CSMF+ is worth, then the sensitivity of CSMF. → sections of the page */
async function study(
  run: (name: string, data: readonly string[], asked: Asked) => Promise<Report>,
): Promise<string[]> {
  const whole = 'csmf-plus';
  // In the folder of the tables, whose journal has the whole already.
  const parts = await run('reproduce', [STUDIED], { methods: [whole, ...PARTS], reference: whole });
  const sections = [
    `## Parts of CSMF+\n\n${oneLevelDown(markdownOf(parts.tables))}`,
    `## Sensitivity of CSMF on \`${STUDIED}\`\n`,
  ];
  for (const sweep of SWEEPS)
    sections.push(sweepAsMarkdown(await run(`sweep-${sweep}`, [STUDIED], { sweep })));
  return sections;
}

const oneLevelDown = (markdown: string): string => markdown.replaceAll(/^#/gm, '##');

function filesIn(folder: string | undefined): string[] {
  if (!folder) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return names.sort().map((name) => join(folder, name));
}

function resultsAsMarkdown(parts: {
  readonly rest: Report;
  readonly large: Report;
  readonly studies: readonly string[];
  readonly summary: string;
  readonly held: string | undefined;
}): string {
  const { rest, large, studies, summary, held } = parts;
  return [
    '# Results\n',
    'Written by `npm run reproduce [folder]`; do not edit. Where CSMF does not win is said below each table.\n',
    `${circumstances(rest)}\n`,
    `On \`${LARGE}\`: ${circumstances(large)}\n`,
    '## Summary\n',
    `${summary}\n`,
    ...(held ? ['## Held against the design’s figures\n', `${held}\n`] : []),
    markdownOf([...rest.tables, ...large.tables]),
    ...studies,
  ].join('\n');
}
