/** The rules of the house that the linter cannot express. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { forbiddenImports } from './importTable';

const SOURCE = new URL('../src/', import.meta.url);
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, source: readFileSync(new URL(path, SOURCE), 'utf8') }));

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
