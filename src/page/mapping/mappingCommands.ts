/** Choosing files, mapping them, loading them. A refusal is told where the person is: in the panel. */

import { issuesAsCsv } from '../../data/csv/issues/issuesCsv';
import type { ColumnMapping } from '../../data/csv/understand/mappingTypes';
import type { SplitMethod } from '../../data/schema';
import type { CommandContext } from '../commandContext';
import { withMessages } from '../messages/withMessages';
import { toProblem } from '../problem';
import { save } from '../save';
import { type LogOrder, orderOf } from './draftCount';
import {
  type ChoiceChanges,
  draftOf,
  type FileDraft,
  type LogChoices,
  objectivesOf,
  withChoices,
} from './mappingDraft';
import type { ListedIssues, UploadView } from './uploadView';

/** How a file is written: correcting it means looking again. */
export type FileFormatChange = Partial<Pick<ColumnMapping, 'separator' | 'encoding' | 'header'>>;

export interface MappingCommands {
  /** Looks at the files and opens the mapping screen; loads nothing. */
  openFiles(files: readonly File[]): Promise<void>;
  rewrite(index: number, writing: FileFormatChange): Promise<void>;
  changeFile(index: number, change: (file: FileDraft) => FileDraft): void;
  changeChoices(changes: ChoiceChanges): void;
  /** Goes on with a share of the users where a limit was passed: looks, or loads, again where it was refused. */
  sampleUsers(share: number): Promise<void>;
  loadMapped(): Promise<void>;
  /** As a file: those that are listed, or all of them where what was read can be read once more. */
  downloadIssues(told: ListedIssues): Promise<void>;
  cancelMapping(): void;
  cancelLoading(): Promise<void>;
  /** Reads the loaded log once more and splits it in another way. */
  splitAgain(split: SplitMethod): Promise<void>;
}

export function createMappingCommands({ session, store, attempt }: CommandContext): MappingCommands {
  const set = (changes: Partial<UploadView>) =>
    store.setState(({ upload }) => ({ upload: { ...upload, ...changes } }));

  let newest: object | null = null;

  /**
   * Reads with a progress bar; a refusal becomes the panel's fault, an abort leaves everything as it was.
   * Another reading ends this one, which then has no more to say: `isNewest` tells the work so.
   */
  async function reading(
    work: (isNewest: () => boolean) => Promise<void>,
    files?: readonly File[],
  ): Promise<void> {
    const mine = {};
    newest = mine;
    store.setState({ problem: null, loading: { what: 'csv', done: 0, total: 0 } });
    set({ fault: null, pending: null });
    try {
      await work(() => newest === mine);
    } catch (error) {
      if (newest !== mine) return;
      const problem = toProblem(error, 'csv');
      const order = store.getState().upload.pending;
      set({ fault: problem && { ...problem, order, ...(files && { files }) }, pending: null });
    }
    if (newest === mine) store.setState({ loading: null });
  }

  const load = (order: LogOrder) =>
    reading(async () => {
      set({ pending: order });
      await session.loadCsv(order.source, order.mapping);
    });

  const look = (files: readonly File[], choices: LogChoices = {}) =>
    reading(async (isNewest) => {
      set({ draft: null });
      const profiles = [];
      for (const file of files) {
        profiles.push(await session.profileFile(file, sampleOf(choices)));
        if (!isNewest()) return;
      }
      const objectives = objectivesOf(profiles);
      const drafts = profiles.map((profile, index) => draftOf(files[index]!, profile, objectives[index]));
      if (drafts.length > 0) set({ draft: { files: drafts, choices } });
    }, files);

  const changeChoices = (changes: ChoiceChanges) => {
    const { draft } = store.getState().upload;
    if (draft) set({ draft: withChoices(draft, changes) });
  };

  const loadMapped = async () => {
    const { draft } = store.getState().upload;
    if (draft) await load(orderOf(draft));
  };

  return {
    openFiles: (files) => look(files),
    rewrite: (index, writing) =>
      reading(async (isNewest) => {
        const { draft } = store.getState().upload;
        const before = draft?.files[index];
        if (!before) return;
        const { separator, header, encoding } = before.profile;
        const said = {
          separator,
          header,
          ...(encoding && { encoding }),
          ...writing,
          ...sampleOf(draft.choices),
        };
        const profile = await session.profileFile(before.file, said);
        if (isNewest()) changeFile(index, ({ file, objective }) => draftOf(file, profile, objective));
      }),
    changeFile,
    changeChoices,
    sampleUsers: async (share) => {
      const { draft, fault } = store.getState().upload;
      const sample = { share, seed: 0 };
      if (!draft) return look(fault?.files ?? [], { sample });
      changeChoices({ sample });
      if (fault) await loadMapped();
    },
    loadMapped,
    downloadIssues: ({ issues, count = issues.length, order }) =>
      attempt('csv', async () => {
        const isMore = order && count > issues.length;
        const all = isMore ? await session.listIssues(order.source, order.mapping) : issues;
        const csv = issuesAsCsv(withMessages('issue', all));
        save(new Blob([csv], { type: 'text/csv' }), 'problems.csv');
      }),
    cancelMapping: () => {
      void session.cancelLoading();
      set({ draft: null, fault: null });
    },
    cancelLoading: () => session.cancelLoading(),
    splitAgain: async (split) => {
      const { order } = store.getState().upload;
      if (order) await load({ ...order, mapping: { ...order.mapping, split } });
    },
  };

  function changeFile(index: number, change: (file: FileDraft) => FileDraft): void {
    const { draft } = store.getState().upload;
    if (!draft) return;
    set({
      draft: { ...draft, files: draft.files.map((file, place) => (place === index ? change(file) : file)) },
    });
  }
}

/** What looking at a file has to know of the choices: from a larger file a smaller share may be read. */
const sampleOf = ({ sample }: LogChoices): Partial<ColumnMapping> => (sample ? { sample } : {});
