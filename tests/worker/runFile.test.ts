import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config';
import { readDataset } from '../../src/data/csv/csvDataset';
import type { Dataset } from '../../src/data/schema';
import { evaluate } from '../../src/evaluate/evaluate';
import type { EvaluationReport } from '../../src/evaluate/report';
import { isUntrainedBaseline, UNTRAINED_BASELINES } from '../../src/methods/untrainedBaselines';
import { runFileReadme } from '../../src/page/messages/runFileReadme';
import { ENTRIES } from '../../src/worker/runFile/entries';
import { packRun } from '../../src/worker/runFile/pack';
import { idTable } from '../../src/worker/runFile/tables';
import { unpackRun } from '../../src/worker/runFile/unpack';
import { type SessionRun, untrainedBaselineRun } from '../../src/worker/training/sessionRun';
import { taggedCsv } from '../taggedLog';
import { everyScore, smallShop, trainedSessionRun } from './trainedRuns';

let dataset: Dataset;
let run: SessionRun;
let report: EvaluationReport;
let entries: Record<string, Uint8Array>;
beforeAll(async () => {
  dataset = await smallShop();
  run = await trainedSessionRun(dataset, 'csmf');
  const bestWeights = { click: { exposure: 0.5, click: 0.25, conversion: 0.25 } };
  report = await evaluate({ scorer: run.scorer, dataset, split: 'test', k: 6, seed: 0, bestWeights });
  entries = await unzipped(await packRun(run, { readme: runFileReadme(), dataset, report }));
});

const unzipped = async (file: Blob) => unzipSync(new Uint8Array(await file.arrayBuffer()));
const ownersOfStages = ({ states = [] }: SessionRun) =>
  states.map(({ owners }) => owners).filter((owners) => owners.length > 0);
const textOf = (name: string) => strFromU8(entries[name]!);

describe('an exported run', () => {
  it.each(['csmf', 'packnet', 'shared-bottom', 'ple', 'hyper-dpo', 'rerank'] as const)(
    'of %s comes back with bit-identical scores, fusion, weights, owners and history',
    async (method) => {
      const exported = await trainedSessionRun(dataset, method);
      const back = await unpackRun(
        await packRun(exported, { readme: runFileReadme(), dataset, report }),
        dataset,
      );
      expect(back.summary).toEqual(exported.summary);
      expect(back.trained).toEqual(exported.trained);
      expect(back.stages).toEqual(exported.stages);
      expect(ownersOfStages(back)).toEqual(ownersOfStages(exported));
      expect(everyScore(back.scorer)).toEqual(everyScore(exported.scorer));
    },
  );

  it.each(['csmf', 'hyper-dpo'] as const)('of %s on a log with lists comes back as well', async (method) => {
    const source = taggedCsv({ users: 30, items: 40, exposures: 16 });
    const { dataset: tagged } = await readDataset({ source, seed: 0 });
    expect(tagged.log.items.features.some((feature) => 'starts' in feature)).toBe(true);
    const exported = await trainedSessionRun(tagged, method);
    const back = await unpackRun(await packRun(exported), tagged);
    expect(back.trained).toEqual(exported.trained);
    expect(everyScore(back.scorer)).toEqual(everyScore(exported.scorer));
  });

  it.each(Object.keys(UNTRAINED_BASELINES).filter(isUntrainedBaseline))(
    'of %s, which is not trained, ranks as before',
    async (method) => {
      const exported = untrainedBaselineRun({ id: `${method}-1`, method, dataset, config: DEFAULTS });
      const back = await unpackRun(await packRun(exported), dataset);
      expect(back.trained).toBeUndefined();
      expect(everyScore(back.scorer)).toEqual(everyScore(exported.scorer));
    },
  );

  it('comes back without ids and metrics too, where its log was not loaded at the export', async () => {
    const back = await unpackRun(await packRun(run), dataset);
    expect(everyScore(back.scorer)).toEqual(everyScore(run.scorer));
  });
});

describe('the file of a run', () => {
  it('is a zip for any program, with the entries that its README names and no others', () => {
    expect(Object.keys(entries).sort()).toEqual(Object.values(ENTRIES).sort());
    const { plan, seed, software, dataset: origin } = JSON.parse(textOf('run.json'));
    expect(plan).toHaveLength(7);
    expect(seed).toBe(run.summary.config.seed);
    expect(software).toMatchObject({ name: 'csmf-playground', version: expect.any(String) });
    expect(origin).toEqual({ name: 'shop', fingerprint: dataset.log.fingerprint });
    expect(textOf('run.json')).not.toContain('u0001');
  });

  it('has a README that begins with the run and explains every entry', () => {
    const readme = textOf('README.txt');
    expect(readme.split('\n')[0]).toBe('CSMF playground: a run of “csmf” on “shop”, seed 0');
    const explained = Object.values(ENTRIES).filter((name) => name !== 'README.txt');
    expect(explained.filter((name) => !readme.includes(name.replace('metrics.csv', '.csv')))).toEqual([]);
    expect(readme).toContain('users = np.load("user-vectors.npy")');
    expect(readme).toContain('# objective of each column');
    expect(readme).not.toMatch(/\{|undefined/);
    expect(Math.max(...readme.split('\n').map((line) => line.length))).toBeLessThan(115);
  });

  it('has no README where no text is passed, as a run that the browser saves', async () => {
    expect(Object.keys(await unzipped(await packRun(run)))).not.toContain('README.txt');
  });

  it('has weights that any reader of safetensors finds by name, type and shape', () => {
    const bytes = entries['weights.safetensors']!;
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = JSON.parse(strFromU8(bytes.subarray(8, 8 + length)));
    expect(header['users.embedding.0.id']).toEqual({
      dtype: 'F32',
      shape: [60, 32],
      data_offsets: [0, 7680],
    });
    // 60 ids × 32, then segment 8 and device 4 wide: D = 44, H = 64, K = 48.
    expect(header['users.hidden'].shape).toEqual([45, 64]);
    expect(header['users.output'].shape).toEqual([65, 48]);
    const ends = Object.values(header).map(
      (tensor) => (tensor as { data_offsets: number[] }).data_offsets[1]!,
    );
    expect(Math.max(...ends)).toBe(bytes.length - 8 - length);
  });

  it('has vectors that NumPy loads: header of version 1.0 on 64 bytes, then float32 row by row', () => {
    const bytes = entries['item-vectors.npy']!;
    expect(strFromU8(bytes.subarray(0, 8), true)).toBe('\x93NUMPY\x01\x00');
    const start = 10 + bytes[8]! + 256 * bytes[9]!;
    expect(start % 64).toBe(0);
    expect(strFromU8(bytes.subarray(10, start))).toMatch(
      /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(60, 48\), \} *\n$/,
    );
    const numbers = new Float32Array(bytes.slice(start).buffer);
    expect(numbers).toEqual(run.trained!.vectors.items);
  });

  it('has the ids of the vectors’ rows, and the metrics by own score and best fusion as a table', () => {
    expect(textOf('items.csv').split('\r\n').slice(0, 2)).toEqual([
      'row,id,title',
      `0,${dataset.log.items.ids[0]},${dataset.log.items.titles![0]}`,
    ]);
    const [header, ...rows] = textOf('metrics.csv')
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows.map(([objective, ranking]) => `${objective} ${ranking}`)).toEqual([
      'exposure own',
      'click own',
      'conversion own',
      'click best',
    ]);
    expect(Number(rows[1]![header!.indexOf('recall')])).toBe(report.click!.recall);
    expect(rows[3]!.slice(-3)).toEqual(['0.5', '0.25', '0.25']);
    expect(JSON.parse(textOf('metrics.json'))).toEqual(report);
  });

  it('quotes ids and titles that contain separators, quotes or line breaks', () => {
    const side = { ids: ['a,b', 'c'], titles: ['say "yes"', 'two\nlines'], features: [] };
    expect(idTable(side)).toBe('row,id,title\r\n0,"a,b","say ""yes"""\r\n1,c,"two\nlines"\r\n');
  });
});
