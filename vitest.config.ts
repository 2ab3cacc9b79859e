/** The tests' settings, apart from the build's: the build does not load vitest. */
import { defineConfig, mergeConfig } from 'vitest/config';
import { LongestFirst } from './tests/longestFirst.ts';
import build from './vite.config.ts';

export default mergeConfig(
  build,
  defineConfig({
    test: {
      include: ['tests/**/*.test.{ts,tsx}'],
      environment: 'node',
      setupFiles: ['tests/arrayEquality.ts'],
      sequence: { sequencer: LongestFirst },
      testTimeout: 120_000,
      hookTimeout: 120_000,
      maxWorkers: 2,
    },
  }),
);
