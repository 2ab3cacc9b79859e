/** The rules of the house that the linter cannot express. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { forbiddenImports, importableFolders } from './importTable';
import { functionsIn, hostMathIn } from './sourceTexts';

const SOURCE = new URL('../src/', import.meta.url);
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, source: readFileSync(new URL(path, SOURCE), 'utf8') }));

/** Lines of the longest function that still fits on a screen. Components (.tsx) are exempt: most of their lines are markup. */
const MAX_LINES = 60;

describe('the import table', () => {
  it('is kept by every file of src', () => {
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap(({ path, source }) => forbiddenImports(path, source))).toEqual([]);
  });

  it.each([
    ['data/sample/sample.ts', "import { evaluate } from '../../evaluate/evaluate';"],
    ['data/sample/sample.ts', "export { evaluate } from '../../evaluate/evaluate';"],
    ['model/prune.ts', "import { readCsv } from '../data/csv/readCsv';"],
    ['retrieve/fuse.ts', "import '../page/styles.css';"],
    ['page/results/Charts.tsx', "const { readCsv } = await import('../../data/csv/readCsv');"],
    ['page/App.tsx', "import {\n  type Session,\n  openSession,\n} from '../worker/session';"],
    ['train/trainer.ts', "import { createTfjsEngine } from '../engine/tfjs/engine';"],
    ['model/prune.ts', "import * as tf from '@tensorflow/tfjs';"],
    ['engine/engine.ts', "import { useState } from 'react';"],
    ['retrieve/topK.ts', "const library = await import('hnswlib-wasm');"],
    ['worker/session.ts', "import { benchmarkGroups } from '../../bench/benchmarkGroups';"],
    ['page/problem.ts', "import { z } from 'zod';"],
    ['lost/file.ts', ''],
  ])('catches what %s may not do: %s', (path, source) => {
    expect(forbiddenImports(path, source)).toHaveLength(1);
  });

  it.each([
    ['model/prune.ts', "import type { Batch } from '../data/batches';"],
    ['model/prune.ts', "import { OBJECTIVES, type Objective } from '../data/schema';"],
    ['page/App.tsx', "import { type Session, type SessionEvent } from '../worker/protocol';"],
    ['page/results/Charts.tsx', "import { topK } from '../../retrieve/topK';"],
    ['worker/session.ts', "import { createTfjsEngine } from '../engine/tfjs/engine';"],
    ['engine/tfjs/engine.ts', "import * as tf from '@tensorflow/tfjs';"],
  ])('lets %s do: %s', (path, source) => {
    expect(forbiddenImports(path, source)).toEqual([]);
  });
});

describe('the table of modules in ARCHITECTURE.md', () => {
  it('names the folders that the import table allows, for every folder', () => {
    const text = readFileSync(new URL('../ARCHITECTURE.md', import.meta.url), 'utf8');
    expect(Object.fromEntries(foldersShownIn(text))).toEqual(Object.fromEntries(importableFolders()));
  });

  it('is read row by row; a row may build on the row above it', () => {
    const text =
      '| folder | may import |\n|---|---|\n| `a`, `b` | nothing |\n| `c` | types of `a/x` |\n| `d` | the same and `b` |\n';
    expect([...foldersShownIn(text)]).toEqual([
      ['a', []],
      ['b', []],
      ['c', ['a']],
      ['d', ['a', 'b']],
    ]);
  });
});

describe('the functions', () => {
  it('of src are at most 60 lines long, but for the components of React', () => {
    const long = files
      // The WASM kernels are AssemblyScript, whose inner loops are written out register by register.
      .filter(({ path }) => path.endsWith('.ts') && !path.startsWith('engine/wasm/kernels/'))
      .flatMap(({ path, source }) => functionsIn(path, source).map((found) => ({ path, ...found })))
      .filter(({ lines }) => lines > MAX_LINES);
    expect(long).toEqual([]);
  });

  it('are found with their lines, whatever their form', () => {
    const source = [
      'export function first() {',
      '  return [1].map((x) => {',
      '    return x;',
      '  });',
      '}',
      'const second = { third() {} };',
    ].join('\n');
    expect(functionsIn('a.ts', source)).toEqual([
      { line: 1, lines: 5 },
      { line: 2, lines: 3 },
      { line: 6, lines: 1 },
    ]);
  });
});

describe('the sources', () => {
  it('never read a tensor synchronously, which would block the GPU', () => {
    const guilty = files.filter(({ source }) => /\b(dataSync|arraySync)\b/.test(source));
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  it('draw random numbers from the seeded generator only, but for a person asking the page for chance', () => {
    const guilty = files.filter(({ path, source }) => {
      return !path.startsWith('page/') && /\bMath\.random\b/.test(source);
    });
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });
});

/** Where the host's own `Math` may be used, and why no training, sample or evaluation depends on it. */
const HOST_MATH: readonly { readonly starts: string; readonly because: string }[] = [
  { starts: 'page/', because: 'what is shown, and what a person chooses' },
  { starts: 'lab/writers/', because: 'digits of a figure in a written table' },
];

describe('what is computed', () => {
  const used = files
    // The WASM kernels are AssemblyScript: their Math is compiled into the binary, and is the same everywhere.
    .filter(({ path }) => !path.startsWith('engine/wasm/kernels/'))
    .flatMap(({ path, source }) => hostMathIn(path, source).map((name) => ({ path, name })));

  it('rounds alike in every browser: exp, log, sin, cos and powers are those of elementaryFunctions', () => {
    const isExempt = (path: string) => HOST_MATH.some(({ starts }) => path.startsWith(starts));
    expect(used.filter(({ path }) => !isExempt(path))).toEqual([]);
  });

  it.each(HOST_MATH)('is exempt from that in $starts ($because), which needs it', ({ starts }) => {
    expect(used.filter(({ path }) => path.startsWith(starts))).not.toEqual([]);
  });

  it.each([
    ['Math.exp(x)', ['Math.exp']],
    ['const { log } = Math;', ['Math']],
    ["Math['cos'](x)", ['Math']],
    ['[1].map(Math.log1p)', ['Math.log1p']],
    ['x ** 2 + 2 ** x', ['**', '**']],
    ['let x = 2; x **= 3;', ['**']],
    ['Math.sqrt(2 ** 32 + 2 ** -23) * Math.PI + Math.fround(x) // Math.exp', []],
  ])('uses of the host’s own functions are found: %s', (source, names) => {
    expect(hostMathIn('a.ts', source)).toEqual(names);
  });
});

/** Reads the rows below “| folder | may import |”: for each folder the first parts of the paths that its row names. */
function foldersShownIn(text: string): Map<string, string[]> {
  const shown = new Map<string, string[]>();
  const table = text.split('| folder | may import |\n|---|---|\n')[1]?.split('\n\n')[0] ?? '';
  let above: string[] = [];
  for (const row of table.trim().split('\n')) {
    const [, folders = '', imports = ''] = row.split('|');
    const named = namesIn(imports).map((path) => path.split('/')[0]!);
    const all = imports.includes('the same and') ? [...above, ...named] : named;
    above = [...new Set(all)].sort();
    for (const folder of namesIn(folders)) shown.set(folder, above);
  }
  return shown;
}

const namesIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
