/** The page's folders in one order: a folder imports those before it, and none imports the root that combines them. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as bar from '../../src/page/bar/usePage';
import type { Commands } from '../../src/page/commands';
import type * as data from '../../src/page/data/usePage';
import type * as lab from '../../src/page/lab/usePage';
import type * as mapping from '../../src/page/mapping/usePage';
import type * as masks from '../../src/page/masks/usePage';
import type * as plan from '../../src/page/plan/usePage';
import type * as play from '../../src/page/play/usePage';
import type * as results from '../../src/page/results/usePage';
import type * as retrieve from '../../src/page/retrieve/usePage';
import type * as shell from '../../src/page/shell/usePage';
import type { PageState } from '../../src/page/state';
import type * as storage from '../../src/page/storage/usePage';
import type * as train from '../../src/page/train/usePage';
import { importsOf } from '../importTable';

const ORDER = [
  ...['messages', 'store', 'legend', 'controls', 'shell'],
  ...['mapping', 'data', 'plan', 'train', 'masks', 'results', 'retrieve', 'lab', 'storage'],
  ...['play', 'bar'],
];

const PAGE = new URL('../../src/page/', import.meta.url);
const files = readdirSync(PAGE, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && path.includes('/'));

/** The imports of a file of the page that lead to the page's root or to a later folder. */
function upwardImports(path: string, source: string): string[] {
  const position = ORDER.indexOf(path.split('/')[0]!);
  return importsOf(source)
    .filter(({ from }) => {
      if (!from.startsWith('.') || from.endsWith('.css')) return false;
      const target = new URL(from, `file:///src/page/${path}`).pathname.slice(1);
      if (!target.startsWith('src/page/')) return false;
      const [folder, ...rest] = target.slice('src/page/'.length).split('/');
      return rest.length === 0 || ORDER.indexOf(folder!) > position;
    })
    .map(({ from }) => `${path} imports ${from}`);
}

describe('the folders of the page', () => {
  it('are all in the order', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(new Set(files.map((path) => path.split('/')[0]))).toEqual(new Set(ORDER));
  });

  it('import earlier folders only, and never the root', () => {
    const upward = files.flatMap((path) => upwardImports(path, readFileSync(new URL(path, PAGE), 'utf8')));
    expect(upward).toEqual([]);
  });

  it.each([
    ['plan/commands.ts', "import type { PageState } from '../state';"],
    ['plan/commands.ts', "import { isTraining } from '../train/state';"],
    ['store/pageStore.ts', "import type { ShellSlice } from '../shell/state';"],
  ])('would be caught when %s did: %s', (path, source) => {
    expect(upwardImports(path, source)).toHaveLength(1);
  });
});

/** The state that a panel's components read. */
type ReadBy<Hooks extends { usePage: (selector: never) => unknown }> = Parameters<
  Parameters<Hooks['usePage']>[0]
>[0];

it('the root combines every slice that a panel reads and every command that it calls', () => {
  type Read = ReadBy<typeof shell> &
    ReadBy<typeof mapping> &
    ReadBy<typeof data> &
    ReadBy<typeof plan> &
    ReadBy<typeof train> &
    ReadBy<typeof masks> &
    ReadBy<typeof results> &
    ReadBy<typeof retrieve> &
    ReadBy<typeof lab> &
    ReadBy<typeof storage> &
    ReadBy<typeof play> &
    ReadBy<typeof bar>;
  type Called = ReturnType<typeof shell.useCommands> &
    ReturnType<typeof data.useCommands> &
    ReturnType<typeof plan.useCommands> &
    ReturnType<typeof train.useCommands> &
    ReturnType<typeof masks.useCommands> &
    ReturnType<typeof results.useCommands> &
    ReturnType<typeof retrieve.useCommands> &
    ReturnType<typeof lab.useCommands> &
    ReturnType<typeof storage.useCommands> &
    ReturnType<typeof play.useCommands> &
    ReturnType<typeof bar.useCommands>;
  expectTypeOf<PageState>().toExtend<Read>();
  expectTypeOf<Commands>().toExtend<Called>();
  // @ts-expect-error a slice that the root does not combine
  expectTypeOf<Omit<PageState, 'draft'>>().toExtend<Read>();
});
