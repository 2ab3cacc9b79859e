/**
 * Choosing files, mapping them, loading them. A refusal is shown where the person is: in the panel. What drafts
 * are made with is fetched with the first file: most visits have none.
 */

import type { ColumnMapping } from '../../data/csv/understand/mappingTypes';
import type { SplitMethod } from '../../data/schema';
import { withMessages } from '../messages/withMessages';
import { saveFile } from '../store/saveFile';
import { withChoices } from './choices';
import type { LoadRequest } from './draftCount';
import type { ChoiceChanges, FileDraft, LogChoices } from './mappingDraft';
import { changeUpload, createReadRunner, type ReadRunner, type UploadContext } from './readRunner';
import type { ListedIssues } from './state';

/** A file's format: correcting it means profiling the file again. */
export type FileFormatChange = Partial<Pick<ColumnMapping, 'separator' | 'encoding' | 'header'>>;

export interface MappingCommands {
  /** Profiles the files, of a zip those within, and opens the mapping screen; loads nothing. */
  openFiles(files: readonly File[] | Promise<readonly File[]>): Promise<void>;
  changeFormat(index: number, format: FileFormatChange): Promise<void>;
  changeFile(index: number, change: (file: FileDraft) => FileDraft): void;
  changeChoices(changes: ChoiceChanges): void;
  /** Continues with a share of the users where a limit was passed: profiles, or loads, what was refused. */
  sampleUsers(share: number): Promise<void>;
  loadMapped(): Promise<void>;
  /** Loads what was refused without the rows that cannot be read. */
  skipBadRows(): Promise<void>;
  /** Loads a log of one kind of event, to train that one objective. */
  loadOneObjective(): Promise<void>;
  /** Saves issues as a file: those that are listed, or all of them where what was read can be read again. */
  downloadIssues(listed: ListedIssues): Promise<void>;
  cancelMapping(): void;
  cancelLoading(): Promise<void>;
  /** Splits the loaded log in another way. */
  changeSplit(split: SplitMethod): Promise<void>;
}

export function createMappingCommands(context: UploadContext): MappingCommands {
  const { session, store } = context;
  const read = createReadRunner(context);
  const { changeFile, changeChoices } = createDraftChanges(store);
  const load = (request: LoadRequest) =>
    read(async () => {
      changeUpload(store, { pending: request });
      await session.data.loadCsv(request.source, request.mapping);
    });
  const loadMapped = async () => {
    const { draft } = store.getState().upload;
    if (!draft) return;
    const { loadRequestOf } = await import('./draftCount');
    await load(loadRequestOf(draft));
  };
  return {
    openFiles: (files) => profileFiles(context, read, files),
    changeFormat: (index, format) => profileAgain(context, read, { index, format, changeFile }),
    changeFile,
    changeChoices,
    sampleUsers: async (share) => {
      const { draft, fault } = store.getState().upload;
      const sample = { share, seed: 0 };
      if (!draft) return profileFiles(context, read, fault?.files ?? [], { sample });
      changeChoices({ sample });
      if (fault) await loadMapped();
    },
    loadMapped,
    skipBadRows: async () => {
      changeChoices({ badRows: 'skip' });
      await loadMapped();
    },
    loadOneObjective: async () => {
      changeChoices({ acknowledge: ['one-objective'] });
      await loadMapped();
    },
    downloadIssues: (listed) => downloadIssues(context, listed),
    cancelMapping: () => {
      void session.data.cancelLoading();
      changeUpload(store, { draft: null, fault: null });
    },
    cancelLoading: () => session.data.cancelLoading(),
    changeSplit: async (split) => {
      const { request } = store.getState().upload;
      await read(async () => {
        // What was read stays known: it can be read again for all its notices.
        const pending = request && { ...request, mapping: { ...request.mapping, split } };
        changeUpload(store, { pending });
        await session.data.changeSplit(split);
      });
    },
  };
}

function createDraftChanges(
  store: UploadContext['store'],
): Pick<MappingCommands, 'changeFile' | 'changeChoices'> {
  return {
    changeFile: (index, change) => {
      const { draft } = store.getState().upload;
      if (!draft) return;
      const files = draft.files.map((file, position) => (position === index ? change(file) : file));
      changeUpload(store, { draft: { ...draft, files } });
    },
    changeChoices: (changes) => {
      const { draft } = store.getState().upload;
      if (draft) changeUpload(store, { draft: withChoices(draft, changes) });
    },
  };
}

/** Profiles files one after another and makes a draft of them. */
function profileFiles(
  { session, store }: UploadContext,
  read: ReadRunner,
  given: readonly File[] | Promise<readonly File[]>,
  choices: LogChoices = {},
): Promise<void> {
  const again = given instanceof Promise ? undefined : given;
  return read(async (isNewest) => {
    changeUpload(store, { draft: null });
    const files = again && !again.some(isZip) ? again : await unpackedFiles(session, given);
    if (!isNewest()) return;
    const profiles = [];
    for (const file of files) {
      profiles.push(await session.data.profileFile(file, sampleOf(choices)));
      if (!isNewest()) return;
    }
    const { draftOf, contentsOf } = await import('./mappingDraft');
    if (!isNewest()) return;
    const contents = contentsOf(profiles);
    const drafts = profiles.map((profile, index) => draftOf(files[index]!, profile, contents[index]));
    if (drafts.length > 0) changeUpload(store, { draft: { files: drafts, choices } });
  }, again);
}

const isZip = ({ name }: File): boolean => /\.zip$/i.test(name);

/** Replaces each zip by the tables it holds. A zip under another name is opened where it holds only one. */
async function unpackedFiles(
  session: UploadContext['session'],
  given: readonly File[] | Promise<readonly File[]>,
): Promise<readonly File[]> {
  const files = await given;
  return files.some(isZip) ? session.data.unpackFiles(files) : files;
}

/** Profiles one file of the draft again, in another format. */
function profileAgain(
  { session, store }: UploadContext,
  read: ReadRunner,
  change: { index: number; format: FileFormatChange; changeFile: MappingCommands['changeFile'] },
): Promise<void> {
  return read(async (isNewest) => {
    const { index, format, changeFile } = change;
    const { draft } = store.getState().upload;
    const before = draft?.files[index];
    if (!before) return;
    const { separator, header, encoding } = before.profile;
    const detected = { ...(separator && { separator, header }), ...(encoding && { encoding }) };
    const mapping = { ...detected, ...format, ...sampleOf(draft.choices) };
    const profile = await session.data.profileFile(before.file, mapping);
    const { draftOf } = await import('./mappingDraft');
    if (isNewest()) changeFile(index, ({ file, content }) => draftOf(file, profile, content));
  });
}

function downloadIssues(
  { session, attempt }: UploadContext,
  { issues, count = issues.length, request }: ListedIssues,
): Promise<void> {
  return attempt('csv', async () => {
    const isMore = request && count > issues.length;
    const all = isMore ? await session.data.listIssues(request.source, request.mapping) : issues;
    const { issuesAsCsv } = await import('../../data/csv/issues/issuesCsv');
    const csv = issuesAsCsv(withMessages('issue', all));
    saveFile(new Blob([csv], { type: 'text/csv' }), 'problems.csv');
  });
}

/** The choices that profiling depends on: from a larger file a smaller share of the users may be read. */
const sampleOf = ({ sample }: LogChoices): Partial<ColumnMapping> => (sample ? { sample } : {});
