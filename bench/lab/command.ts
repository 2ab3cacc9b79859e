/** `npm run lab`: one experiment from the command line, in headless Chromium, resumed where it stopped. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ColumnMapping } from '../../src/data/csv/understand/mappingTypes';
import { SAMPLES } from '../../src/data/sample/sampleCatalogue';
import { type LabRequest, parseSpec } from '../../src/lab/experiment';
import { SWEEPS } from '../../src/lab/labCatalogue';
import { isSweep, sweepRequest, sweepRows } from '../../src/lab/sensitivity';
import { labTables } from '../../src/lab/table';
import { errorMessage } from '../../src/page/messages/withMessages';
import { openFileJournal } from './fileJournal';
import { openLaboratory } from './laboratory';
import { lineOf, type Report, reportAsMarkdown, reportOf } from './report';

export interface LabCommand extends Omit<LabRequest, 'datasets' | 'methods'> {
  executablePath: string;
  /** Names of samples and paths of CSV files. */
  data: readonly string[];
  /** Either methods, or a sweep. */
  methods?: LabRequest['methods'] | undefined;
  sweep?: string | undefined;
  /** Folder of the journal, results.json and RESULTS.md. */
  out: string;
  engine?: string | undefined;
  /** Split of the CSV files: random, user-latest or global-time. */
  split?: string | undefined;
  /** Number of trainings at the same time. */
  workers?: number | undefined;
}

const isSample = (name: string): name is (typeof SAMPLES)[number]['name'] =>
  SAMPLES.some((sample) => sample.name === name);

/**
 * Prints a line for each trial, writes results.json and RESULTS.md, and returns what they say. Rejects with
 * an Error whose message is a sentence.
 */
export async function runLab(command: LabCommand): Promise<Report> {
  try {
    return await runExperiment(command);
  } catch (error) {
    throw new Error(errorMessage(error), { cause: error });
  }
}

async function runExperiment(command: LabCommand): Promise<Report> {
  const { executablePath, data, out, engine, workers } = command;
  const files = data.filter((name) => !isSample(name));
  const missing = files.find((file) => !existsSync(file));
  if (missing) {
    const names = SAMPLES.map(({ name }) => name).join(', ');
    throw new Error(`There is no file ${missing}, and no sample of that name (${names}).`);
  }
  // Refused before a browser is started.
  requestOf(command, [{ sample: 'shop' }]);
  const names = new Map<string, string>();
  const laboratory = await openLaboratory({
    executablePath,
    engine,
    workers,
    journal: openFileJournal(join(out, 'journal.jsonl')),
    onEvent: (event) => {
      if (event.outcome) console.log(lineOf(event, names));
    },
  });
  try {
    const fingerprints = await laboratory.read(files, mappingOf(command));
    files.forEach((file, index) => {
      names.set(fingerprints[index]!, basename(file));
    });
    const datasets = data.map((name) =>
      isSample(name) ? { sample: name } : { fingerprint: fingerprints[files.indexOf(name)]! },
    );
    const request = requestOf(command, datasets);
    const outcomes = await laboratory.run(request);
    const tables = await labTables(parseSpec(request), outcomes);
    const report = reportOf(request, tables, { machine: laboratory.machine, outcomes });
    if (isSweep(command.sweep)) report.sweep = sweepRows(command.sweep, tables);
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'results.json'), `${JSON.stringify(report, null, 2)}\n`);
    writeFileSync(join(out, 'RESULTS.md'), reportAsMarkdown(report));
    return report;
  } finally {
    await laboratory.close();
  }
}

/** Returns what the command says of all CSV files; reading them refuses what it does not know. */
function mappingOf({ split, acknowledge }: LabCommand): Partial<ColumnMapping> {
  const said = { ...(split && { split }), ...(acknowledge && { acknowledge }) };
  return said as Partial<ColumnMapping>;
}

/** Returns the request of the command. Throws CodedError when it is not a valid experiment. */
function requestOf(command: LabCommand, datasets: LabRequest['datasets']): LabRequest {
  const {
    executablePath: _,
    data: _data,
    out: _out,
    engine: _engine,
    workers: _workers,
    split: _split,
    methods,
    sweep,
    ...rest
  } = command;
  if (sweep !== undefined && !isSweep(sweep)) {
    throw new Error(`There is no sweep of ${sweep}; there are ${SWEEPS.join(', ')}.`);
  }
  const request = sweep
    ? sweepRequest(sweep, { datasets, seeds: rest.seeds, budget: rest.budget, k: rest.k })
    : { ...rest, datasets, methods: methods ?? [] };
  parseSpec(request);
  return request;
}
