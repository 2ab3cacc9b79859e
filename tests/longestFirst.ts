/** Starts the longest test files first, so that both workers end together. */
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take more than ten seconds, the longest first. All others follow in vitest's own order. */
const LONGEST = [
  'tests/engine/wgslEngine.test.ts',
  'tests/realLog.test.ts',
  'tests/qualityTargets.test.ts',
  'tests/browser/ownLog.test.ts',
  'tests/train/checkpoint.test.ts',
  'tests/browser/backends.test.ts',
  'tests/browser/journey.test.ts',
  'tests/browser/storage.test.ts',
  'tests/browser/labPanel.test.ts',
  'tests/browser/labCommand.test.ts',
  'tests/train/fingerprints.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.indexOf(relative(this.ctx.config.root, moduleId));
      return place < 0 ? LONGEST.length : place;
    };
    const sorted = await super.sort(files);
    return sorted.sort((left, right) => rank(left) - rank(right));
  }
}
