/** The lab: set up, start, pause, resume, cancel, and save the tables. A refusal is shown in the panel. */
import type { Sweep } from '../../lab/labCatalogue';
import type { DataSlice } from '../data/state';
import type { CommandContext } from '../store/commandContext';
import { toProblem } from '../store/problem';
import { saveFile } from '../store/saveFile';
import { askingFirst } from '../train/doubts';
import type { TrainSlice } from '../train/state';
import { exportTables, type LabFormat } from './exportTables';
import { type LabDraft, requestOf, sweepOf } from './labDraft';
import { isSameExperiment, type LabSlice, type LabView } from './state';
import { throttle } from './throttle';

type Context = CommandContext<DataSlice & LabSlice & Pick<TrainSlice, 'doubts'>>;

export interface LabCommands {
  changeLab(changes: Partial<LabDraft>): void;
  startLab(): Promise<void>;
  /** Starts CSMF at every value, on the drafted datasets, seeds and budget. */
  startSweep(sweep: Sweep): Promise<void>;
  pauseLab(): Promise<void>;
  resumeLab(): Promise<void>;
  /** Also discards what an earlier visit left unfinished. */
  cancelLab(): Promise<void>;
  /** Requests tables and plots of the trials that have ended, at most once a second. */
  refreshLab(): void;
  exportLab(format: LabFormat): Promise<void>;
}

const REFRESH_EVERY_MS = 1000;

const FILES: Readonly<Record<LabFormat, { ending: string; type: string }>> = {
  csv: { ending: 'csv', type: 'text/csv' },
  latex: { ending: 'tex', type: 'application/x-tex' },
  markdown: { ending: 'md', type: 'text/markdown' },
};

export function createLabCommands(context: Context): LabCommands {
  const { session, store } = context;
  const attempt = async (work: () => Promise<unknown>) => {
    change(store, { problem: null });
    await reportProblem(store, work);
  };
  const drafted = () => requestOf(store.getState().lab.draft, store.getState().dataset);
  const refresh = throttle(() => reportProblem(store, () => refreshTables(context)), REFRESH_EVERY_MS);
  return {
    changeLab: (changes) => change(store, { draft: { ...store.getState().lab.draft, ...changes } }),
    startLab: () => attempt(() => askingFirst(context, () => session.lab.start(drafted()))),
    startSweep: (sweep) =>
      attempt(() => {
        const { datasets, seeds, budget } = drafted();
        return askingFirst(context, () => session.lab.startSweep(sweep, { datasets, seeds, budget }));
      }),
    pauseLab: () => attempt(() => session.lab.pause()),
    resumeLab: () => attempt(() => session.lab.resume()),
    cancelLab: () => attempt(() => session.lab.cancel()),
    refreshLab: () => void refresh(),
    exportLab: (format) =>
      attempt(async () => {
        const { ending, type } = FILES[format];
        saveFile(
          new Blob([await exportTables(format, await session.lab.tables())], { type }),
          `csmf-lab.${ending}`,
        );
      }),
  };
}

function change(store: Context['store'], changes: Partial<LabView>): void {
  store.setState(({ lab }) => ({ lab: { ...lab, ...changes } }));
}

/** Runs `work`; a rejection is shown in the panel. */
async function reportProblem(store: Context['store'], work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    change(store, { problem: toProblem(error, 'other') });
  }
}

async function refreshTables({ session, store }: Context): Promise<void> {
  const before = store.getState().lab.state;
  const sweep = sweepOf(before?.spec);
  const [tables, rows] = await Promise.all([
    session.lab.tables(),
    sweep ? session.lab.sweepRows(sweep) : undefined,
  ]);
  const { lab } = store.getState();
  // Another experiment may have begun meanwhile; its own events request its tables.
  if (!isSameExperiment(before, lab.state)) return;
  change(store, { tables, sweeps: sweep && rows ? { ...lab.sweeps, [sweep]: rows } : lab.sweeps });
}
