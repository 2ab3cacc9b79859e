import { beforeAll, describe, expect, it } from 'vitest';
import { parseSpec } from '../../src/lab/experiment';
import type { TestResult } from '../../src/lab/result';
import { type LabTable, labTables } from '../../src/lab/table';
import { csvOf } from '../../src/lab/writers/csv';
import { gridAsLatex, latexOf } from '../../src/lab/writers/latex';
import { markdownOf } from '../../src/lab/writers/markdown';
import { mainGrid } from '../../src/lab/writers/textTable';
import { sentenceOf } from '../../src/page/messages/sentence';
import { measured } from './outcomes';

/** Two methods on one objective, with two seeds each. */
let table: LabTable;
beforeAll(async () => {
  const spec = parseSpec({ datasets: [{ sample: 'shop' }], methods: ['csmf', 'joint'], seeds: [0, 1] });
  const many = (value: number) => new Array<number>(20).fill(value);
  const slices = { own: { click: { head: { recall: 0.5, users: 2 } } }, best: {} };
  const changes = { hypervolume: 0.125, engine: 'wasm', flops: 12.5e9 };
  [table] = (await labTables(spec, [
    measured({ label: 'csmf', users: { click: many(0.4) }, changes }),
    measured({ label: 'csmf', seed: 1, users: { click: many(0.5) }, changes }),
    ...[0, 1].map((seed) =>
      measured({
        label: 'joint',
        seed,
        users: { click: many(0.3) },
        changes: { slices, parameters: 12_345 },
      }),
    ),
  ])) as [LabTable];
});

/** csmf .45 ± √(2 · .05²) = .071, over 40 users half .4 and half .5. */
const CSMF = '.450 ± .071 [.435, .465] / .450 / .225';
const JOINT = '.300 ± .000 [.300, .300] ▼ / .300 / .150';
const COSTS =
  'parameters | width | index bytes | steps | GFLOP | training s | engine | retrieval µs | forgetting | hypervolume';
const MAIN = [
  `| method | click own | click best | ${COSTS} |`,
  '|---|---|---|---|---|---|---|---|---|---|---|---|---|',
  `| csmf | ${CSMF} | ${CSMF} | 1,000 | 8 | 640 | 18 | 12.5 | 2.00 ± 0 | wasm | 12.3 | 0.250 ± 0 | .125 ± .000 |`,
  `| joint | ${JOINT} | ${JOINT} | 12,345 | 8 | 640 | 18 | — | 2.00 ± 0 | tfjs-wasm | 12.3 | 0.250 ± 0 | — |`,
];

describe('Markdown', () => {
  it('shows the log, a row for each method, slices, and where CSMF does not win', () => {
    const lines = markdownOf([table], sentenceOf).split('\n');
    // Two methods of 2 s.
    const facts =
      '3 users, 20 items, 9 exposures, K = 5. Training every method once, one after another, takes 0.0667 min.';
    expect(lines.slice(0, 4)).toEqual(['## shop', '', facts, '']);
    expect(lines.slice(4, 8)).toEqual(MAIN);
    expect(lines).toContain('| joint | click | .500 / — | — | — | — | — | — |');
    expect(lines.slice(-4)).toEqual([
      '### Where CSMF does not win',
      '',
      '- No baseline is ahead of csmf on any objective.',
      '',
    ]);
  });
});

describe('the engines that trained', () => {
  const spec = parseSpec({
    datasets: [{ sample: 'shop' }],
    methods: ['csmf', 'esmm', 'popularity'],
    seeds: [0, 1],
  });
  const trained = (label: string, seed: number, changes: object) =>
    measured({ label, seed, users: { click: [0.4] }, changes });
  const untrained = trained('popularity', 0, { engine: 'none', backend: 'none' });

  it('are named where methods were trained on different ones, whose seconds are not comparable', async () => {
    const [differ] = await labTables(spec, [
      trained('csmf', 0, { engine: 'wasm' }),
      trained('esmm', 0, { engine: 'tfjs' }),
      untrained,
    ]);
    expect(differ!.engineNotes).toEqual([
      { code: 'engines-differ', values: { engines: 'wasm (csmf); tfjs-wasm (esmm)' } },
    ]);
    expect(markdownOf([differ!], sentenceOf)).toContain(
      'The engines that trained differ: wasm (csmf); tfjs-wasm (esmm). Seconds are comparable on one engine only',
    );
    const [header, csmf, , popularity] = csvOf([differ!], sentenceOf).split('\n');
    const column = header!.split(',').indexOf('engine');
    expect([csmf, popularity].map((line) => line!.split(',')[column])).toEqual(['wasm', 'none']);
  });

  it('are a warning where a journal was continued on another one; a record of earlier versions may name none', async () => {
    const [mixed] = await labTables(spec, [
      trained('csmf', 0, { engine: 'tfjs' }),
      trained('csmf', 1, { engine: 'wasm' }),
    ]);
    expect(mixed!.engineNotes.map(({ code }) => code)).toEqual(['engines-differ', 'engines-mixed']);
    expect(mixed!.engineNotes[1]!.values).toEqual({ method: 'csmf', engines: 'tfjs-wasm, wasm' });
    const old = trained('csmf', 0, {});
    if (old.kind === 'done') {
      delete old.result.engine;
      delete old.result.backend;
    }
    const [unknown] = await labTables(spec, [old, trained('csmf', 1, { engine: 'wasm' })]);
    expect(unknown!.rows[0]!.measured!.engines).toEqual(['unknown', 'wasm']);
  });

  it('are not mentioned where there is one, and the untrained have none', async () => {
    const [same] = await labTables(spec, [
      trained('csmf', 0, { engine: 'wasm' }),
      trained('csmf', 1, { engine: 'wasm' }),
      untrained,
    ]);
    expect(same!.engineNotes).toEqual([]);
  });
});

describe('a second stage', () => {
  it('is reported by its metrics before and after it', async () => {
    const spec = parseSpec({ datasets: [{ sample: 'shop' }], methods: ['rerank', 'joint'], seeds: [0, 1] });
    const retrieved = (recall: number) => {
      const metric = { recall, ndcg: recall / 4, users: 2 };
      const intervals = { recallInterval: [recall, recall], ndcgInterval: [recall, recall] };
      return { before: { click: { ...metric, ...intervals } } } as Partial<TestResult>;
    };
    const [reranked] = await labTables(spec, [
      measured({ label: 'rerank', users: { click: [0.4, 0.6] }, changes: retrieved(0.5) }),
      measured({ label: 'rerank', seed: 1, users: { click: [0.4, 0.6] }, changes: retrieved(0.3) }),
      measured({ label: 'joint', users: { click: [0.4, 0.4] } }),
    ]);
    const sentence =
      'rerank: by own score, its second stage changes Recall@5 from .400 to .500 and ' +
      'NDCG@5 from .100 to .250.';
    expect(reranked!.secondStages).toEqual([
      {
        code: 'second-stage',
        values: {
          method: 'rerank',
          k: 5,
          recallBefore: '.400',
          recallAfter: '.500',
          ndcgBefore: '.100',
          ndcgAfter: '.250',
        },
      },
    ]);
    expect(markdownOf([reranked!], sentenceOf)).toContain(sentence);
    const [header, row] = csvOf([reranked!], sentenceOf).split('\n');
    expect(row!.split(',')[header!.split(',').indexOf('click before recall')]).toBe('0.4');
    expect(table.secondStages).toEqual([]);
  });
});

describe('one seed', () => {
  it('is never marked, in no format, and no baseline is called significant by it', async () => {
    const spec = parseSpec({ datasets: [{ sample: 'shop' }], methods: ['csmf', 'joint'], seeds: [0, 1] });
    const many = (value: number) => new Array<number>(20).fill(value);
    const alone = measured({ label: 'joint', users: { click: many(0.6) } });
    const csmf = [0, 1].map((seed) => measured({ label: 'csmf', seed, users: { click: many(0.4) } }));
    for (const seeds of [csmf, csmf.slice(0, 1)]) {
      const [one] = await labTables(spec, [...seeds, alone]);
      // The test over users alone would be sure.
      expect(one!.rows[1]!.measured!.figures.own.click!.against!.p).toBeLessThan(0.01);
      const markdown = markdownOf([one!], sentenceOf);
      expect(markdown.split('\n').filter((line) => /^\| joint .*[▲▼]/.test(line))).toEqual([]);
      expect(markdown).toContain('joint .600, 50.0% more (one seed: no statement about luck)');
      expect(gridAsLatex(mainGrid(one!, sentenceOf))).not.toMatch(/arrow/);
    }
    const [two] = await labTables(spec, [
      ...csmf,
      alone,
      measured({ label: 'joint', seed: 1, users: { click: many(0.6) } }),
    ]);
    expect(markdownOf([two!], sentenceOf)).toMatch(/^\| joint .*▲/m);
    expect(markdownOf([two!], sentenceOf)).toContain('joint .600, 50.0% more (significant)');
  });
});

describe('LaTeX', () => {
  it('has the same cells with its own signs', () => {
    const lines = gridAsLatex(mainGrid(table, sentenceOf)).split('\n');
    expect(lines[0]).toBe('\\begin{tabular}{lrrrrrrrrrrrr}');
    expect(lines[4]).toContain('csmf & .450 $\\pm$ .071 [.435, .465] / .450 / .225 &');
    expect(lines[5]).toContain('joint & .300 $\\pm$ .000 [.300, .300] $\\downarrow$ / .300');
    expect(lines[5]).toMatch(/& -- \\\\$/);
    expect(lines).toHaveLength(8);
  });

  it('escapes the special characters of LaTeX', () => {
    const text = latexOf([{ ...table, dataset: 'my_log & 50 %' }], sentenceOf);
    expect(text).toContain('\\caption{my\\_log \\& 50 \\%. X $\\pm$ standard');
  });
});

describe('CSV', () => {
  it('has every number at full precision in its named column, and an empty cell for a missing one', () => {
    const [header = [], csmf = [], joint = [], end] = csvOf([table], sentenceOf)
      .split('\n')
      .map((line) => line.split(','));
    const cell = (row: string[], name: string) => row[header.indexOf(name)];
    expect(header.slice(0, 6)).toEqual(['dataset', 'method', 'reference', 'seeds', 'K', 'alternative']);
    expect(new Set(header).size).toBe(header.length);
    expect(csmf).toHaveLength(header.length);
    expect(Number(cell(csmf, 'click own X'))).toBeCloseTo(0.45, 12);
    expect(Number(cell(csmf, 'click own X deviation'))).toBeCloseTo(Math.sqrt(0.005), 12);
    expect(cell(joint, 'click own X deviation')).toBe('0');
    expect(cell(csmf, 'click own p')).toBe('');
    expect(Number(cell(joint, 'click own p'))).toBeCloseTo(2 / 10_001, 9);
    expect(cell(joint, 'click own recall head')).toBe('0.5');
    expect(cell(joint, 'conversion own X')).toBe('');
    expect(cell(joint, 'hypervolume')).toBe('');
    expect(end).toEqual(['']);
  });

  it('quotes a value that contains a comma or a quote', () => {
    const [, line] = csvOf([{ ...table, dataset: 'a "b", c' }], sentenceOf).split('\n');
    expect(line).toMatch(/^"a ""b"", c",csmf,/);
  });
});

describe('the log of a table', () => {
  const notesOn = async (changes: object) => {
    const spec = parseSpec({ datasets: [{ fingerprint: 'f' }], methods: ['csmf'], seeds: [0] });
    const facts = {
      name: 'own',
      fingerprint: 'f',
      users: 3,
      items: 20,
      exposures: 9,
      figure: 'Recall',
      k: 5,
    };
    const log = { ...facts, objectives: ['exposure', 'click'], ...changes };
    const outcome = { label: 'csmf', users: { exposure: [0.4] }, dataset: { fingerprint: 'f' } };
    const [own] = await labTables(spec, [measured({ ...outcome, changes: { log } as Partial<TestResult> })]);
    return mainGrid(own!, sentenceOf).notes.join(' ');
  };

  it('is said to be split in time, with what leaks, or at random', async () => {
    expect(await notesOn({ split: 'user-latest' })).toMatch(/Popularity of the future leaks into training/);
    expect(await notesOn({ split: 'global-time' })).toMatch(/one global cut in time/);
    expect(await notesOn({ split: 'random' })).toMatch(/a random tenth of all pairs/);
    expect(await notesOn({})).not.toMatch(/Split:/);
    expect(await notesOn({ split: 'random', figure: 'X' })).not.toMatch(/Split:/);
  });

  it('of one objective says so, and not that conversions are missing', async () => {
    const notes = await notesOn({ objectives: ['exposure'], split: 'random' });
    expect(notes).toMatch(/one kind of event, so one objective/);
    expect(notes).not.toMatch(/no conversions/);
  });
});
