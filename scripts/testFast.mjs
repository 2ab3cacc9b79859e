/**
 * `npm run test:fast`: the tests that take seconds, under a minute on two cores, for every save. `npm test` runs
 * all. Parameters go on to vitest.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
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
  'tests/words.test.ts',
  'tests/bytes.test.ts',
  'tests/yielding.test.ts',
];

/** Files of these folders that train for long. */
const SLOW = [
  'tests/train/checkpoint.test.ts',
  'tests/train/deviceLoss.test.ts',
  'tests/train/lists.test.ts',
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
console.log(`\nLeft out: ${[...SLOW, ...otherTests()].join(', ')}. Run all with npm test.`);
process.exitCode = status ?? 1;

/** Returns the folders and files of tests that are not run at all. */
function otherTests() {
  const entries = readdirSync(join(root, 'tests'), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.test.ts'))
    .map(({ name }) => `tests/${name}`)
    .filter((path) => !FAST.includes(path) && path !== 'tests/cases');
}
