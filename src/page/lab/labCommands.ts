/** The lab: set up, start, pause, go on, give up, and carry the tables out. A refusal is told in the panel. */
import type { Sweep } from '../../lab/catalogue';
import type { LabFormat } from '../../worker/protocol/lab';
import type { CommandContext } from '../commandContext';
import { toProblem } from '../problem';
import { save } from '../save';
import { throttle } from '../throttle';
import { type LabDraft, requestOf, sweepOf } from './labDraft';
import { isSameExperiment, type LabView } from './labView';

export interface LabCommands {
  changeLab(changes: Partial<LabDraft>): void;
  startLab(): Promise<void>;
  /** CSMF at every value, on the drafted datasets, seeds and budget. */
  startSweep(sweep: Sweep): Promise<void>;
  pauseLab(): Promise<void>;
  resumeLab(): Promise<void>;
  /** Also throws away what an earlier visit left unfinished. */
  cancelLab(): Promise<void>;
  /** Tables and plots of what has ended, at most once a second. */
  refreshLab(): void;
  exportLab(format: LabFormat): Promise<void>;
}

const REFRESH_EVERY_MS = 1000;

const FILES: Readonly<Record<LabFormat, { ending: string; type: string }>> = {
  csv: { ending: 'csv', type: 'text/csv' },
  latex: { ending: 'tex', type: 'application/x-tex' },
  markdown: { ending: 'md', type: 'text/markdown' },
};

export function createLabCommands({ session, store }: CommandContext): LabCommands {
  const change = (changes: Partial<LabView>) =>
    store.setState((state) => ({ lab: { ...state.lab, ...changes } }));
  const attempt = async (work: () => Promise<unknown>) => {
    change({ problem: null });
    try {
      await work();
    } catch (error) {
      change({ problem: toProblem(error, 'other') });
    }
  };
  const drafted = () => requestOf(store.getState().lab.draft, store.getState().dataset);
  const refresh = async () => {
    const asked = store.getState().lab.state;
    const sweep = sweepOf(asked?.spec);
    try {
      const [tables, rows] = await Promise.all([
        session.labTables(),
        sweep ? session.sweepRows(sweep) : undefined,
      ]);
      const { lab } = store.getState();
      // Another experiment may have begun meanwhile; its own news asks again.
      if (!isSameExperiment(asked, lab.state)) return;
      change({ tables, sweeps: sweep && rows ? { ...lab.sweeps, [sweep]: rows } : lab.sweeps });
    } catch (error) {
      change({ problem: toProblem(error, 'other') });
    }
  };
  return {
    changeLab: (changes) => change({ draft: { ...store.getState().lab.draft, ...changes } }),
    startLab: () => attempt(() => session.startLab(drafted())),
    startSweep: (sweep) =>
      attempt(() => {
        const { datasets, seeds, budget } = drafted();
        return session.startSweep(sweep, { datasets, seeds, budget });
      }),
    pauseLab: () => attempt(() => session.pauseLab()),
    resumeLab: () => attempt(() => session.resumeLab()),
    cancelLab: () => attempt(() => session.cancelLab()),
    refreshLab: throttle(refresh, REFRESH_EVERY_MS),
    exportLab: (format) =>
      attempt(async () => {
        const { ending, type } = FILES[format];
        save(new Blob([await session.labExport(format)], { type }), `csmf-lab.${ending}`);
      }),
  };
}
