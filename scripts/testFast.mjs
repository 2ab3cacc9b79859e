/**
 * `npm run test:fast`: the tests that take seconds, for every save. `npm test` runs all. Parameters go on to
 * vitest.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const FAST = [
  'tests/model',
  'tests/train',
  'tests/data',
  'tests/retrieve',
  'tests/evaluate',
  'tests/lab',
  'tests/page',
  'tests/architecture.test.ts',
];

/** Files of these folders that train for long. */
const SLOW = [
  'tests/train/checkpoint.test.ts',
  'tests/train/deviceLoss.test.ts',
  'tests/train/fingerprints.test.ts',
  'tests/train/reranking.test.ts',
  'tests/train/trainer.test.ts',
  'tests/data/dialectProperties.test.ts',
  'tests/data/roundTrip.test.ts',
  'tests/lab/runner.test.ts',
];

const excluded = SLOW.flatMap((file) => ['--exclude', file]);
const { status } = spawnSync(
  join(root, 'node_modules', '.bin', 'vitest'),
  ['run', ...FAST, ...excluded, ...process.argv.slice(2)],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
);
console.log(
  `\nLeft out: ${SLOW.join(', ')}, and the folders bench, browser, engine, methods, scripts and worker. Run all with npm test.`,
);
process.exitCode = status ?? 1;
