/** The words of the sources: the field's, and docstrings that are sentences. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Words the literature does not use for what we mean; each has one of its own in the field. */
const FOREIGN =
  /\b\w*(desk|told|lookout|footing|shelf|duel|contestant|taught|breathe|unhurried|spoken|rival|keeping|ghost)\w*/gi;

/** Where such a word stands for a reason. */
const REASONS: Readonly<Record<string, string>> = {
  'src/data/sample/sampleNames.ts': 'names of products',
  'src/worker/lab/labDatabase.ts': 'field names of records that version 0.1.0 stored',
  'src/worker/storage/databaseNames.ts': 'name of the database of version 0.1.0',
  'tests/worker/earlierVersions.test.ts': 'records as version 0.1.0 stored them',
  'tests/cases/cases.json': 'data: file contents, and a field of the manifest’s format',
  'tests/cases/accept.ts': 'reads that field',
  'tests/cases/caseManifest.ts': 'declares that field',
  'tests/words.test.ts': 'this list',
};

const ROOT = new URL('../', import.meta.url);
const files = ['src', 'tests', 'bench'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, ROOT), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.(tsx?|mjs|css|json)$/.test(path)),
);
const textOf = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

describe('the words of the sources', () => {
  it('are findable in a textbook, in files and in their names', () => {
    const found = files.flatMap((path) => {
      if (REASONS[path]) return [];
      return [path, ...textOf(path).split('\n')].flatMap((line) =>
        [...line.matchAll(FOREIGN)].map(([word]) => `${path}: ${word}`),
      );
    });
    expect(found).toEqual([]);
  });

  it('stand out of place only where the list says why', () => {
    const needless = Object.keys(REASONS).filter((path) => !textOf(path).match(FOREIGN));
    expect(needless).toEqual([]);
  });

  it('call an objective an objective', () => {
    const found = files.filter((path) => path.startsWith('src/') && /\bgoals?\b/i.test(textOf(path)));
    expect(found).toEqual([]);
  });
});

describe('a docstring', () => {
  it('begins with a verb or a noun, not with a fragment', () => {
    const found = files
      .filter((path) => path.startsWith('src/'))
      .flatMap((path) =>
        [
          ...textOf(path).matchAll(
            /\/\*\*\s+(?:\* )?((?:Of|As|In|With|By|From|For|At|On|Per|Told|Asked) .*)/g,
          ),
        ].map(([, line]) => `${path}: ${line}`),
      );
    expect(found).toEqual([]);
  });
});
