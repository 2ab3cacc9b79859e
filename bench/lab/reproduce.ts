/** `npm run reproduce`: the tables of the samples and of every CSV in a folder, written to docs/RESULTS.md. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLES } from '../../src/data/sample/sampleCatalogue';
import { SWEEPS } from '../../src/lab/labCatalogue';
import { markdownOf } from '../../src/lab/writers/markdown';
import { CSMF_PLUS_PART_IDS, METHODS } from '../../src/methods/methodCatalogue';
import { sentenceOf } from '../../src/page/messages/sentence';
import { type LabCommand, runLab } from './command';
import { compareWithPrototype } from './prototype';
import { circumstances, type Report } from './report';
import { summaryOf } from './summary';
import { sweepAsMarkdown } from './sweepTable';

export interface ReproduceCommand {
  executablePath: string;
  /** Folder of CSV files; only the samples without it. */
  folder?: string | undefined;
  seeds: number;
  budget: number;
  /** Number of trainings at the same time. */
  workers: number;
  methods?: readonly string[] | undefined;
  out: string;
}

/** The large sample; it takes six times as long as a small one. */
const LARGE = 'shop-large';
const LARGE_SEEDS = 2;
/** The sample of the sensitivity study and of the ablation of CSMF+. */
const STUDIED = 'shop';
const PARTS: readonly string[] = CSMF_PLUS_PART_IDS;

/** What ▲ and ▼ say in every table, and what they do not. */
const WHAT_MARKS_STAND_ON =
  '**What the marks stand on.** ▲ and ▼ come from a paired sign-flip test over users, Holm-corrected, which ' +
  'takes users as independent *given the models that were trained*. They say nothing about what another seed ' +
  `of the same method would give. \`${LARGE}\` has ${LARGE_SEEDS} seeds at most.`;

/** Runs all experiments and returns whether the design's figures are reached. It resumes where it stopped, like the lab. */
export async function reproduce(command: ReproduceCommand): Promise<boolean> {
  const { folder, seeds, out } = command;
  const methods = [...(command.methods ?? METHODS.map(({ id }) => id).filter((id) => !PARTS.includes(id)))];
  const small = SAMPLES.flatMap(({ name }) => (name === LARGE ? [] : [name]));
  const run = (name: string, data: readonly string[], options: RunOptions) =>
    runLab({
      executablePath: command.executablePath,
      data,
      ...options,
      seeds: Array.from({ length: name === LARGE ? Math.min(LARGE_SEEDS, seeds) : seeds }, (_, seed) => seed),
      budget: command.budget,
      workers: command.workers,
      tuned: !options.sweep,
      out: join('lab-results', name),
    });
  const large = await run(LARGE, [LARGE], { methods });
  const studies = command.methods ? [] : await study(run);
  const rest = await run('reproduce', [...small, ...filesIn(folder)], { methods });
  const comparison = compareWithPrototype(large.tables[0]!);
  const summary = summaryOf([...rest.tables, ...large.tables]);
  writeFileSync(out, resultsAsMarkdown({ rest, large, studies, summary, prototype: comparison?.markdown }));
  console.log(comparison?.isReproduced ? 'reproduced' : 'NOT reproduced');
  return comparison?.isReproduced ?? false;
}

type RunOptions = Pick<LabCommand, 'methods' | 'sweep' | 'reference'>;

/** Runs the ablation of CSMF+, then the sensitivity study of CSMF. → sections of the document */
async function study(
  run: (name: string, data: readonly string[], options: RunOptions) => Promise<Report>,
): Promise<string[]> {
  const full = 'csmf-plus';
  // In the folder of the tables, whose journal has CSMF+ already.
  const parts = await run('reproduce', [STUDIED], { methods: [full, ...PARTS], reference: full });
  const sections = [
    `## Parts of CSMF+\n\n${oneLevelDown(markdownOf(parts.tables, sentenceOf))}`,
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
  readonly prototype: string | undefined;
}): string {
  const { rest, large, studies, summary, prototype } = parts;
  return [
    '# Results\n',
    'Written by `npm run reproduce [folder]`; do not edit. Where CSMF does not win is said below each table.\n',
    `${WHAT_MARKS_STAND_ON}\n`,
    `${circumstances(rest)}\n`,
    `On \`${LARGE}\`: ${circumstances(large)}\n`,
    '## Summary\n',
    `${summary}\n`,
    ...(prototype ? ['## Compared with the design’s figures\n', `${prototype}\n`] : []),
    markdownOf([...rest.tables, ...large.tables], sentenceOf),
    ...studies,
  ].join('\n');
}
