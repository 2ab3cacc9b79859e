/** Runs: choose one, save one as a file, read one from a file, and evaluate the current one. */
import { methodEntry, UNTRAINED_BASELINE_IDS, type UntrainedBaseline } from '../../methods/methodCatalogue';
import type { DataSlice } from '../data/state';
import { runFileReadme } from '../messages/runFileReadme';
import type { CommandContext } from '../store/commandContext';
import { saveFile } from '../store/saveFile';
import type { TrainSlice } from '../train/state';
import type { ResultsSlice } from './state';

type Context = CommandContext<DataSlice & TrainSlice & ResultsSlice>;

export interface ResultsCommands {
  selectRun(id: string): Promise<void>;
  exportRun(): Promise<void>;
  importRun(file: File): Promise<void>;
  /** Requests test metrics of the current run and of the untrained baselines, and what its method's defaults are. */
  evaluateRun(): Promise<void>;
}

export function createResultsCommands(context: Context): ResultsCommands {
  const { session, store, attempt } = context;
  return {
    selectRun: (id) => attempt('run', () => session.training.selectRun(id)),
    importRun: (file) => attempt('run', () => session.storage.importRun(file)),
    exportRun: () =>
      attempt('run', async () => {
        const { run } = store.getState();
        if (!run) return;
        const blob = await session.storage.exportRun(run.summary.id, runFileReadme());
        saveFile(blob, `csmf-${run.dataset}-${run.summary.method}-seed${run.summary.config.seed}.zip`);
      }),
    evaluateRun: () =>
      attempt('run', async () => {
        const { run, evaluations } = store.getState();
        if (!run) return;
        const { id, method } = run.summary;
        await resolveDefaults(context, method);
        if (!evaluations[id]) {
          const report = await session.retrieval.evaluate();
          store.setState((state) => ({ evaluations: { ...state.evaluations, [id]: report } }));
        }
        await evaluateBaselines(context);
      }),
  };
}

/** Requests the defaults of a run's method once for a log; a file of another version may bring an unknown method. */
async function resolveDefaults({ session, store }: Context, method: string): Promise<void> {
  const { dataset, defaults } = store.getState();
  if (defaults[method] || !methodEntry(method)) return;
  const resolved = await session.training.resolveConfig({ method });
  if (store.getState().dataset !== dataset) return;
  store.setState((state) => ({ defaults: { ...state.defaults, [method]: resolved } }));
}

async function evaluateBaselines({ session, store }: Context): Promise<void> {
  const { dataset } = store.getState();
  for (const baseline of baselinesFor(dataset?.sample !== undefined)) {
    if (store.getState().untrainedReports[baseline]) continue;
    const report = await session.retrieval.evaluateUntrainedBaseline(baseline);
    // A new log may have been loaded meanwhile: its metrics are others.
    if (store.getState().dataset !== dataset) return;
    store.setState((state) => ({ untrainedReports: { ...state.untrainedReports, [baseline]: report } }));
  }
}

function baselinesFor(isSample: boolean): UntrainedBaseline[] {
  const needsSample = (baseline: UntrainedBaseline) => methodEntry(baseline)?.samplesOnly ?? false;
  return UNTRAINED_BASELINE_IDS.filter((baseline) => isSample || !needsSample(baseline));
}
