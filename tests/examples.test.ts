import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const ROOT = new URL('../', import.meta.url);

it('the example has at most 40 lines, trains in Node, and prints recall and no forgetting', () => {
  expect(readFileSync(new URL('examples/csmf.ts', ROOT), 'utf8').trimEnd().split('\n').length).toBeLessThan(
    41,
  );
  const output = execFileSync('node', ['examples/run.mjs'], { cwd: ROOT, encoding: 'utf8' });
  for (const objective of ['exposure', 'click', 'conversion']) {
    const [, recall] = output.match(
      new RegExp(`^${objective}: Recall@20 (0\\.\\d{3}), forgetting 0\\.000$`, 'm'),
    )!;
    // 20 of 300 items at random would be .067.
    expect(Number(recall)).toBeGreaterThan(0.15);
  }
}, 120_000);
