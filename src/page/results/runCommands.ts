/** Runs: choose one, carry one out of the browser, bring one in, and measure the current one. */
import type { SampleName } from '../../data/catalogue';
import type { CommandContext } from '../commandContext';
import type { Baseline } from '../state';

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
        save(blob, `csmf-${run.dataset}-${run.summary.method}-seed${run.summary.config.seed}.csmf`);
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
        for (const baseline of baselinesOf(dataset?.sample as SampleName | undefined)) {
          if (store.getState().baselines[baseline]) continue;
          const report = await session.evaluateBaseline(baseline);
          // A new log may have been loaded meanwhile: its numbers are others.
          if (store.getState().dataset !== dataset) return;
          store.setState((state) => ({ baselines: { ...state.baselines, [baseline]: report } }));
        }
      }),
  };
}

function baselinesOf(sample: SampleName | undefined): Baseline[] {
  return sample ? ['popularity', 'random', 'oracle'] : ['popularity', 'random'];
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download reads the address after this turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
