/** Every sentence that a person may read is in the catalogue, and every sentence of the catalogue is used. */
import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/page/messages/en';
import { codedErrorsIn, codesIn, keysIn, sentencesIn } from '../sourceTexts';

const SOURCE = new URL('../../src/', import.meta.url);
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts') && !path.startsWith('page/messages/en'))
  // AssemblyScript: no TypeScript parser reads it, and nothing in it has a text.
  .filter((path) => !path.startsWith('engine/wasm/kernels/'))
  .map((path) => ({ path, source: readFileSync(new URL(path, SOURCE), 'utf8') }));
const texts: Readonly<Record<string, string>> = en;
const KINDS = ['error', 'issue', 'finding', 'reason', 'note'];

/** Files whose texts are no sentences for people, each with its reason. */
const EXCEPTIONS: readonly { starts: string; reason: string }[] = [
  { starts: 'engine/wgsl/kernels/', reason: 'shader source' },
  { starts: 'data/profile/known', reason: 'names of public logs' },
  { starts: 'methods/methodCatalogue.ts', reason: 'citations, which are titles of papers' },
];

describe('the scan for sentences', () => {
  it.each([
    "const a = 'The file could not be read.';",
    `const b = \`Line \${line} of the file is broken.\`;`,
    '<p>Drop your files here</p>',
    '<p aria-label="Close this panel now">{x}</p>',
    "throw new RangeError('The rate must be positive.');",
    `throw new CodedError(\`This run \${id} is gone\`);`,
    "emit({ type: 'status', message: 'training was stopped by somebody' });",
  ])('finds the sentence in %s', (source) => {
    expect(sentencesIn('a.tsx', source)).toHaveLength(1);
  });

  it.each([
    '// The file could not be read.',
    "throw new Error('snapshot does not match the model');",
    `throw new RangeError(\`users \${a.length}, items \${b.length}\`);`,
    "const className = 'button primaryButton isWide';",
    "import { The } from './a file that is named so';",
    "throw new CodedError('no-run', { id });",
    "const name = 'Latin America';",
  ])('passes %s', (source) => {
    expect(sentencesIn('a.ts', source)).toEqual([]);
  });
});

describe('the sources', () => {
  it('contain no sentence for people outside the catalogue', () => {
    const found = files
      .filter(({ path }) => !EXCEPTIONS.some(({ starts }) => path.startsWith(starts)))
      .flatMap(({ path, source }) => sentencesIn(path, source).map((text) => `${path}: ${text}`));
    expect(found).toEqual([]);
  });

  it('throw and carry no code without a sentence, and give every value that the sentence shows', () => {
    const errors = codedErrorsIn(files);
    const uses = files.flatMap(({ path, source }) =>
      codesIn(path, source, errors).map((use) => ({ path, ...use })),
    );
    expect(uses.length).toBeGreaterThan(0);
    const faults = uses.flatMap(({ path, code, kind, values }) => {
      const keys = (kind === 'error' ? ['error'] : KINDS).map((name) => `${name}.${code}`);
      const known = keys.filter((key) => key in texts);
      if (known.length === 0) return [`${path}: ${code} has no sentence`];
      const missing = values
        ? known.filter((key) => placeholdersOf(key).some((name) => !values.includes(name)))
        : [];
      return missing.map(
        (key) => `${path}: ${key} needs ${placeholdersOf(key).join(', ')}, given ${values?.join(', ')}`,
      );
    });
    expect(faults).toEqual([]);
  });

  it('give every value that the text of a key shows, and no other', () => {
    const faults = files.flatMap(({ path, source }) =>
      keysIn(path, source)
        .filter(({ text, values }) => text in texts && values !== null)
        .filter(({ text, values }) => placeholdersOf(text).join() !== values?.toSorted().join())
        .map(({ text, values }) => `${path}: ${text} shows ${placeholdersOf(text)}, given ${values}`),
    );
    expect(faults).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('has every key in one of its files only', async () => {
    const parts = await Promise.all(
      readdirSync(new URL('page/messages/en/', SOURCE)).map((name) => {
        return import(`../../src/page/messages/en/${name.replace('.ts', '')}.ts`) as Promise<object>;
      }),
    );
    const keys = parts.flatMap((part) =>
      Object.values(part).flatMap((texts) => Object.keys(texts as object)),
    );
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('has no key that nothing uses', () => {
    const used = files.flatMap(({ path, source }) => keysIn(path, source));
    const plain = new Set(used.map(({ text }) => text));
    const patterns = used
      .filter(({ text }) => text.includes('\0') && text.includes('.'))
      .map(({ key }) => key);
    const codes = used.filter(({ text }) => /\0/.test(text) && /-/.test(text)).map(({ key }) => key);
    const unused = Object.keys(texts).filter((key) => {
      const [kind = '', ...code] = key.split('.');
      if (
        KINDS.includes(kind) &&
        (plain.has(code.join('.')) || codes.some((use) => use.test(code.join('.'))))
      )
        return false;
      return !plain.has(key) && !patterns.some((pattern) => pattern.test(key));
    });
    expect(unused).toEqual([]);
  });

  it.each(Object.keys(texts))('has well-formed message syntax in %s', (key) => {
    expect(() => new IntlMessageFormat(texts[key]!, 'en')).not.toThrow();
    expect(texts[key]).toBe(texts[key]!.trim());
    expect(texts[key]).not.toMatch(/["']| %|\.\.\./);
  });
});

/** The names of a message's placeholders, in the order of the alphabet. */
function placeholdersOf(key: string): string[] {
  const names = new Set<string>();
  const visit = (parts: readonly Part[]): void => {
    for (const { type, value, options } of parts) {
      // 0 is plain text, 7 the # of a plural.
      if (type !== 0 && type !== 7 && typeof value === 'string') names.add(value);
      for (const option of Object.values(options ?? {})) visit(option.value);
    }
  };
  visit(new IntlMessageFormat(texts[key] ?? '', 'en').getAst() as readonly Part[]);
  return [...names].sort();
}

interface Part {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}
