/** Composes the worker's services. A command that fails leaves everything as it was. */
import { DataService } from './data/dataService';
import { EngineSelector } from './engines/engineSelector';
import { describeFailure } from './engines/failure';
import { createEvents } from './events';
import { LabService } from './lab/labService';
import { openLabStore } from './lab/labStore';
import type { Session } from './protocol/session';
import type { ProjectItems } from './retrieval/itemMaps';
import { projectInWorker } from './retrieval/projectInWorker';
import { RetrievalService } from './retrieval/retrievalService';
import { BrowserStorage } from './storage/browserStorage';
import { StorageService } from './storage/storageService';
import { RunList } from './training/runList';
import { TrainingService } from './training/trainingService';

/** `projectItems` makes the maps of the items, in a worker of its own unless another way is given. */
export function createSession(forcedEngine?: string, projectItems: ProjectItems = projectInWorker): Session {
  const { emit, subscribe } = createEvents();
  const engines = new EngineSelector(forcedEngine, (choice) => emit({ type: 'engine', choice }));
  const saved = new BrowserStorage(emit);
  const data = new DataService({ emit, saved });
  const runs = new RunList(emit, (run, training) =>
    saved.saveRun(run, { reference: data.reference, dataset: data.dataset, training }),
  );
  const checkLog = (acknowledged: readonly string[] | undefined) => data.checkPlausible(acknowledged);
  const training = new TrainingService({
    engines,
    emit,
    data,
    runs,
    checkLog,
    startSaving: (start, id) => saved.startSaving({ ...start, dataset: data.reference }, id),
  });
  const retrieval = new RetrievalService({ engines, data, runs, shown: training, projectItems, emit });
  const openStore = () => openLabStore((reason) => emit({ type: 'not-saved', ...describeFailure(reason) }));
  const lab = new LabService({ engines, openStore, data, training, emit, checkLog });
  const storage = new StorageService({ emit, saved, data, runs, training, retrieval, lab });

  data.onBeforeChange(async () => {
    await training.leaveDataset();
    retrieval.stop();
  });
  training.onVectors((vectors) => retrieval.showVectors(vectors));
  training.onBeforePlay(() => lab.yieldEngine());
  subscribe(({ type }) => {
    if (type === 'status') lab.resumeIfIdle();
  });

  return {
    data,
    training,
    retrieval,
    storage,
    lab,
    subscribe: async (listener) => subscribe(listener),
    engine: async () => (await engines.current()).choice,
  };
}
