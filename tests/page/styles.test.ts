import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const PAGE = path.resolve(import.meta.dirname, '../../src/page');
const read = (file: string) => readFileSync(file, 'utf8');
const name = (file: string) => path.relative(PAGE, file);

const files = readdirSync(PAGE, { recursive: true, encoding: 'utf8' }).map((file) => path.join(PAGE, file));
const sheets = files.filter((file) => file.endsWith('.css'));
const modules = sheets.filter((file) => file.endsWith('.module.css'));

/** A sheet's rules without its comments. */
const rules = (file: string) => read(file).replace(/\/\*[\s\S]*?\*\//g, '');

describe('styles of the page', () => {
  it('are global in the tokens and the elements only', () => {
    const global = sheets.filter((file) => !modules.includes(file));
    expect(global.map(name).sort()).toEqual(['base.css', 'theme.css']);
  });

  it('lie in a layer, and the order of the layers is declared before every sheet', () => {
    expect(read(path.resolve(PAGE, '../../index.html'))).toContain('@layer base, controls, panels;');
    const unlayered = modules.filter((file) => !/@layer (controls|panels) \{/.test(rules(file)));
    expect(unlayered.map(name)).toEqual([]);
  });

  // The fifth is the instrument's: both towers beside each other.
  it('change at five widths', () => {
    const widths = sheets.flatMap((file) =>
      [...rules(file).matchAll(/@(?:media|container)[^{]*?(\d+)px/g)].map(([, width]) => Number(width)),
    );
    expect([...new Set(widths)].sort((a, b) => a - b)).toEqual([480, 720, 880, 1240, 1600]);
  });

  it('take sizes of type, radii and spaces from the tokens', () => {
    const literal = modules.flatMap((file) =>
      [...rules(file).matchAll(/^\s*(font-size|font|border-radius|gap|padding[\w-]*|margin[\w-]*): .*;$/gm)]
        .map(([declaration]) => declaration.trim())
        .filter((declaration) => /(?<![\w.-])(\d{2,}|[4-9])px/.test(declaration))
        .filter((declaration) => !declaration.includes('margin-inline: -'))
        .map((declaration) => `${name(file)}: ${declaration}`),
    );
    expect(literal).toEqual([]);
  });
});

describe('classes of a module', () => {
  const used = new Map(modules.map((file) => [file, new Set<string>()]));
  for (const component of files.filter((file) => file.endsWith('.tsx'))) {
    const source = read(component);
    for (const [, variable, address] of source.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)) {
      const file = path.resolve(path.dirname(component), address!);
      const classes = [...source.matchAll(new RegExp(`\\b${variable}\\.(\\w+)`, 'g'))].map(
        ([, found]) => found!,
      );
      for (const found of classes) used.get(file)?.add(found);
    }
  }

  it.each(modules.map((file) => ({ file, title: name(file) })))('$title are defined and used', ({ file }) => {
    const source = rules(file);
    const selectors = source.replace(/:\s[^;{}]*;/g, '');
    const defined = new Set([...selectors.matchAll(/\.([a-zA-Z]\w*)/g)].map(([, found]) => found!));
    const composed = [...source.matchAll(/composes: (\w+);/g)].map(([, found]) => found!);
    const wanted = [...used.get(file)!].filter((found) => found !== 'module');
    expect(wanted.filter((found) => !defined.has(found))).toEqual([]);
    expect([...defined].filter((found) => !wanted.includes(found) && !composed.includes(found))).toEqual([]);
  });
});
