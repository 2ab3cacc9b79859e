/** Runs: choose one, carry one out of the browser, bring one in, and measure the current one. */
import { methodEntry, UNTRAINED_BASELINE_IDS, type UntrainedBaseline } from '../../methods/catalogue';
import type { CommandContext } from '../commandContext';
import { save } from '../save';

export interface RunCommands {
  selectRun(id: string): Promise<void>;
  exportRun(): Promise<void>;
  importRun(file: File): Promise<void>;
  /** The current run's masks; a method without weights has none. */
  showMasks(): Promise<void>;
  /** Test metrics of the current run, and of the methods that need no training. */
  measureRun(): Promise<void>;
}

export function createRunCommands({ session, store, attempt }: CommandContext): RunCommands {
  return {
    selectRun: (id) => attempt('run', () => session.selectRun(id)),
    importRun: (file) => attempt('run', () => session.importRun(file)),
    exportRun: () =>
      attempt('run', async () => {
        const { run } = store.getState();
        if (!run) return;
        const blob = await session.exportRun(run.summary.id);
        save(blob, `csmf-${run.dataset}-${run.summary.method}-seed${run.summary.config.seed}.zip`);
      }),
    showMasks: async () => {
      const id = store.getState().run?.summary.id;
      const masks = await Promise.all([session.masks(), session.maskPictures()]).then(
        ([report, pictures]) => ({ report, pictures }),
        () => null,
      );
      // Another training may have begun meanwhile; its own masks come as events.
      const { run, status } = store.getState();
      if (run?.summary.id === id && status !== 'running') store.setState({ masks });
    },
    measureRun: () =>
      attempt('run', async () => {
        const { run, dataset, evaluations } = store.getState();
        if (!run) return;
        const { id } = run.summary;
        if (!evaluations[id]) {
          const report = await session.evaluate();
          store.setState((state) => ({ evaluations: { ...state.evaluations, [id]: report } }));
        }
        for (const floor of floorsOf(dataset?.sample !== undefined)) {
          if (store.getState().untrainedReports[floor]) continue;
          const report = await session.evaluateUntrainedBaseline(floor);
          // A new log may have been loaded meanwhile: its numbers are others.
          if (store.getState().dataset !== dataset) return;
          store.setState((state) => ({ untrainedReports: { ...state.untrainedReports, [floor]: report } }));
        }
      }),
  };
}

function floorsOf(isSample: boolean): UntrainedBaseline[] {
  const needsSample = (floor: UntrainedBaseline) => methodEntry(floor)?.samplesOnly ?? false;
  return UNTRAINED_BASELINE_IDS.filter((floor) => isSample || !needsSample(floor));
}
