/** A stage of a training or of a run, shown as it ended: its owners, its lists, and its pruning with another τ. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/schema';
import type { Engine } from '../../src/engine/engine';
import { itemMap } from '../../src/evaluate/itemMap/itemMap';
import { planOf } from '../../src/methods/presets';
import { encodeSides } from '../../src/model/lookups';
import { copyModel, type Model, ownerArrays } from '../../src/model/tower';
import type { Vectors } from '../../src/model/vectors';
import type { PruneStage } from '../../src/train/plan';
import type { SessionEvent } from '../../src/worker/protocol/session';
import { RetrievalService } from '../../src/worker/retrieval/retrievalService';
import { packRun } from '../../src/worker/runFile/pack';
import { unpackRun } from '../../src/worker/runFile/unpack';
import type { StartSaving } from '../../src/worker/training/openTraining';
import { previewPruning, pruneAt } from '../../src/worker/training/pruningPreview';
import { RunList } from '../../src/worker/training/runList';
import type { SessionCheckpoint } from '../../src/worker/training/sessionCheckpoint';
import type { SessionRun } from '../../src/worker/training/sessionRun';
import { scorerOfStage } from '../../src/worker/training/stageScorer';
import { modelOfStage, StageStates } from '../../src/worker/training/stageStates';
import { TrainingService } from '../../src/worker/training/trainingService';
import { fusedEngine } from '../fusedEngine';
import { everyScore, smallShop, trainedSessionRun } from './trainedRuns';

const choice = {
  engine: 'wasm',
  name: 'wasm',
  backend: 'wasm',
  device: 'processor',
  adapter: '',
  software: true,
  reasonCode: 'forced',
} as const;
const config = {
  batchSize: 32,
  uniformNegatives: 16,
  steps: { exposure: 6, click: 4, conversion: 4 },
  recoverySteps: { exposure: 2, click: 2 },
};

let engine: Engine;
let dataset: Dataset;
let events: SessionEvent[];
let training: TrainingService;
let retrieval: RetrievalService;
let runs: RunList;
beforeAll(async () => {
  engine = await fusedEngine();
  dataset = await smallShop();
});
beforeEach(() => {
  events = [];
  const emit = (event: SessionEvent) => void events.push(event);
  runs = new RunList(emit);
  const { name, fingerprint } = dataset.log;
  const current = async () => ({ engine, choice });
  const prepare = async () => undefined;
  const engines = { forLog: async () => engine, replace: async () => engine, current, prepare };
  training = new TrainingService({
    engines,
    emit,
    data: { dataset, reference: { name, fingerprint } },
    runs,
  });
  retrieval = new RetrievalService({
    engines,
    data: { dataset },
    runs,
    shown: training,
    projectItems: itemMap,
    emit: () => undefined,
  });
});

const masksShown = () => events.findLast((event) => event.type === 'masks')!;
const stageShown = () => events.findLast((event) => event.type === 'stage-shown')!;
const user = () => dataset.log.users.ids[0]!;

describe('showStage', () => {
  it('shows the masks and the lists that a stage ended with, and those of the end again', async () => {
    const emitted: SessionEvent[] = [];
    await training.train({ method: 'csmf', config });
    emitted.push(...events);
    // Each stage emits its masks as it ends, right after its report.
    const ends = emitted.flatMap((event, index) => (event.type === 'stage' ? [emitted[index + 1]!] : []));
    const atEnd = await retrieval.userView(user());
    const recallAtEnd = await retrieval.fusedOutcome({ exposure: 1, click: 0, conversion: 0 });
    for (const [stage, masks] of ends.entries()) {
      await training.showStage(stage);
      expect(masksShown()).toEqual(masks);
      expect(stageShown()).toMatchObject({ stage, hasMasks: true, hasList: true });
    }
    await training.showStage(0);
    const first = await retrieval.userView(user());
    expect(first.scores).not.toEqual(atEnd.scores);
    // Click and conversion have no block yet: their scores are those of exposure.
    expect(first.scores[2]).toEqual(first.scores[0]);
    expect(await training.masks()).toEqual((ends[0] as { report: unknown }).report);
    await training.showStage(null);
    expect(await retrieval.userView(user())).toEqual(atEnd);
    expect(await retrieval.fusedOutcome({ exposure: 1, click: 0, conversion: 0 })).toEqual(recallAtEnd);
    expect(stageShown()).toMatchObject({ stage: null, hasMasks: true, hasList: true });
  });

  it('gives the vectors of every validation and stage end, the last those of the run', async () => {
    const given: Vectors[] = [];
    training.onVectors((vectors) => void given.push(vectors));
    await training.train({ method: 'csmf', config });
    const stages = events.filter(({ type }) => type === 'stage').length;
    // Each of the five learning stages validates its last step, too.
    expect(given).toHaveLength(stages + 5);
    expect(given.at(-1)).toEqual(runs.current.trained?.vectors);
  });

  it('rejects for a stage that has not ended, and shows another training at its end', async () => {
    await training.train({ method: 'csmf', config });
    await expect(training.showStage(7)).rejects.toMatchObject({ code: 'unknown-stage' });
    await training.showStage(1);
    await training.train({ method: 'sequential', config });
    const { report } = masksShown();
    expect(await training.masks()).toEqual(report);
  });

  it('leaves the masks of a shown stage on the page while the training goes on', async () => {
    const { finished } = await training.start({ method: 'csmf', config });
    void training.step('stage');
    await expect.poll(() => events.at(-1), { interval: 5 }).toMatchObject({ status: 'paused' });
    await training.showStage(0);
    const before = events.filter(({ type }) => type === 'masks').length;
    void training.step('stage');
    await expect.poll(() => events.filter(({ type }) => type === 'stage').length, { interval: 5 }).toBe(2);
    expect(events.filter(({ type }) => type === 'masks')).toHaveLength(before);
    void training.play();
    await finished;
  });

  it('shows the owners of stages that ended before an interruption', async () => {
    const saved: SessionCheckpoint[] = [];
    const emit = (event: SessionEvent) => void events.push(event);
    const { name, fingerprint } = dataset.log;
    const current = async () => ({ engine, choice });
    const prepare = async () => undefined;
    const options = {
      engines: { forLog: async () => engine, replace: async () => engine, current, prepare },
      emit,
      data: { dataset, reference: { name, fingerprint } },
      runs,
    };
    const startSaving: StartSaving = async () => ({
      save: (_, checkpoint) => void saved.push(structuredClone(checkpoint)),
      finish: async () => {},
      delete: async () => {},
      release: async () => {},
    });
    const first = new TrainingService({ ...options, startSaving });
    await first.train({ method: 'csmf', config });
    const [masks] = events.flatMap((event, index) => (event.type === 'stage' ? [events[index + 1]!] : []));
    // The checkpoint at the start of the third stage.
    const checkpoint = saved.find(({ trainer }) => trainer.index === 2)!;
    expect(checkpoint.stageOwners).toHaveLength(2);
    const { method, config: whole } = runs.current.summary;
    const plan = JSON.stringify(planOf('csmf', { config: whole, dataset }));
    const record = { method, config: whole, plan, stage: 'recover-exposure', steps: 18, checkpoint };
    const reference = { name, fingerprint };
    await training.startSaved({ format: 3, id: 'a', savedAt: 0, dataset: reference, ...record }, {});
    await training.showStage(0);
    expect(masksShown()).toEqual(masks);
    expect(stageShown()).toMatchObject({ stage: 0, hasMasks: true, hasList: false });
    // An earlier version saved no owners: nothing is shown for them.
    const { stageOwners: _, ...old } = checkpoint;
    await training.startSaved(
      { format: 3, id: 'b', savedAt: 0, dataset: reference, ...record, checkpoint: old },
      {},
    );
    await training.showStage(0);
    expect(stageShown()).toMatchObject({ stage: 0, hasMasks: false, hasList: false });
  });

  it('says where the list of a stage was not kept, and does not show another one', async () => {
    const run = runs.add(await unpackRun(await packRun(await trainedSessionRun(dataset, 'csmf')), dataset));
    expect(run.states!.every(({ kept }) => kept === undefined)).toBe(true);
    await training.showStage(0);
    expect(stageShown()).toMatchObject({ stage: 0, hasMasks: true, hasList: false });
    await expect(retrieval.userView(user())).rejects.toMatchObject({ code: 'list-not-kept' });
    expect((await training.layerDetail({ tower: 'user', layer: 'hidden' })).values).toBeNull();
  });
});

describe('the list at the end of an objective', () => {
  it.each(['csmf', 'csmf-plus', 'packnet'] as const)(
    'of %s comes from the final vectors, bit for bit, where no weights were kept',
    async (method) => {
      const run = await trainedSessionRun(dataset, method);
      const ended = (states: SessionRun['states'] = []) => ({
        method,
        reports: run.stages,
        states,
        finished: { vectors: run.trained!.vectors, scorer: run.scorer },
      });
      const bare = run.states!.map(({ owners }) => ({ owners }));
      const known = run.stages.flatMap(({ objective }, index) =>
        run.stages.findLastIndex((report) => report.objective === objective) === index ? [index] : [],
      );
      expect(known).toHaveLength(3);
      for (const index of known) {
        const exact = scorerOfStage(ended(run.states), index, dataset)!;
        expect(everyScore(scorerOfStage(ended(bare), index, dataset)!)).toEqual(everyScore(exact));
      }
      expect(scorerOfStage(ended(bare), 0, dataset)).toBeUndefined();
    },
  );

  it('of a method that does not freeze is not known', async () => {
    const run = await trainedSessionRun(dataset, 'sequential');
    const finished = { vectors: run.trained!.vectors, scorer: run.scorer };
    const states = run.states!.map(({ owners }) => ({ owners }));
    const ended = { method: 'sequential', reports: run.stages, states, finished };
    expect(scorerOfStage(ended, 0, dataset)).toBeUndefined();
    expect(scorerOfStage(ended, 2, dataset)).toBe(run.scorer);
  });
});

describe('the states of stages', () => {
  it('keep weights up to their bound, and owners beyond it', async () => {
    const { trained } = await trainedSessionRun(dataset, 'csmf');
    const { model, vectors } = trained!;
    const one = new StageStates();
    one.add(model, { vectors });
    const states = new StageStates([], 2.5 * one.bytes);
    for (let stage = 0; stage < 4; stage++) states.add(model, { vectors });
    expect(states.bytes).toBe(2 * one.bytes);
    expect(states.list.map(({ kept }) => kept !== undefined)).toEqual([true, true, false, false]);
    expect(states.list.every(({ owners }) => owners.length === 6)).toBe(true);
  });

  it('of the latest three runs keep weights, all keep owners', async () => {
    for (let index = 0; index < 4; index++) runs.add(await trainedSessionRun(dataset, 'csmf'));
    const all = runs.summaries().map(({ id }) => runs.find(id));
    expect(all.map(({ states }) => states!.some(({ kept }) => kept))).toEqual([false, true, true, true]);
    expect(all.every(({ states }) => states!.every(({ owners }) => owners.length === 6))).toBe(true);
  });
});

describe('a pruning preview', () => {
  it('with the τ of the plan is the stage’s own result: owners, counts and recall', async () => {
    await training.train({ method: 'csmf', config });
    const run = runs.current;
    const [train, prune] = run.stages;
    const { tau, exposure = tau } = { tau: 0.4, ...run.summary.config.tau };
    const preview = (await training.pruningPreview({ stage: 1, tau: exposure }))!;
    expect(preview.recall).toBe(prune!.recall.exposure);
    expect(preview.recall).not.toBe(train!.recall.exposure);
    expect(preview.layers).toEqual(
      prune!.curves!.map(({ tower, layer, released, candidates }) => ({
        tower,
        layer,
        released,
        candidates,
      })),
    );
    const { owners, ...model } = ownersAfter(run, { stage: 1, tau: exposure });
    expect(model.kind).toBe('towers');
    expect(owners).toEqual(run.states![1]!.owners);
  });

  it('with another τ is what training with that τ prunes', async () => {
    await training.train({ method: 'csmf', config });
    const preview = await training.pruningPreview({ stage: 1, tau: 0.7 });
    const previewed = ownersAfter(runs.current, { stage: 1, tau: 0.7 }).owners;
    await training.train({ method: 'csmf', config: { ...config, tau: { exposure: 0.7 } } });
    const [, prune] = runs.current.stages;
    expect(previewed).toEqual(runs.current.states![1]!.owners);
    expect(preview).toMatchObject({ recall: prune!.recall.exposure });
    expect(preview!.layers.map(({ released }) => released)).toEqual(
      prune!.curves!.map(({ released }) => released),
    );
  });

  it('answers the latest request only, and changes nothing of the run', async () => {
    await training.train({ method: 'csmf', config });
    const before = everyScore(runs.current.scorer);
    const weights = copyModel(runs.current.trained!.model as Model);
    const answers = await Promise.all(
      [0.2, 0.5, 0.8].map((tau) => training.pruningPreview({ stage: 1, tau })),
    );
    expect(answers.map((answer) => answer?.tau)).toEqual([undefined, undefined, 0.8]);
    expect(everyScore(runs.current.scorer)).toEqual(before);
    expect(copyModel(runs.current.trained!.model as Model)).toEqual(weights);
  });

  it('rejects where the stage does not prune, or its weights were not kept', async () => {
    await training.train({ method: 'csmf', config });
    await expect(training.pruningPreview({ stage: 0, tau: 0.4 })).rejects.toMatchObject({
      code: 'no-preview',
    });
    const bare = runs.current.states!.map(({ owners }) => ({ owners }));
    const { trained, summary } = runs.current;
    const plan = planOf('csmf', { config: summary.config, dataset });
    const sides = encodeSides(dataset);
    const previewed = { model: trained!.model, dataset, sides, engine, config: summary.config };
    const request = { stage: 1, tau: 0.4 };
    await expect(previewPruning({ training: previewed, plan, states: bare }, request)).rejects.toMatchObject({
      code: 'weights-not-kept',
    });
  });
});

/** The model before a prune stage, pruned with a τ, and its owners. */
function ownersAfter(run: SessionRun, { stage, tau }: { stage: number; tau: number }) {
  const { config, method } = run.summary;
  const model = copyModel(modelOfStage(run.trained!.model as Model, run.states![stage - 1]!));
  const plan = planOf(method as 'csmf', { config, dataset });
  pruneAt(model, plan[stage] as PruneStage, { tau, seed: config.seed, plan });
  return { ...model, owners: ownerArrays(model) };
}

describe('the detail of a layer', () => {
  it('has the shown stage’s weights, and the stage that released each', async () => {
    await training.train({ method: 'csmf', config });
    const { states, trained } = runs.current;
    const model = trained!.model as Model;
    const atEnd = await training.layerDetail({ tower: 'user', layer: 'output' });
    expect(atEnd.values).toEqual(model.users.output);
    // A unit of the vector is released by pruning exposure (2nd stage), or again by pruning click (5th).
    const bias = model.users.hiddenWidth * model.users.outputWidth;
    const stageOfOwner = { 0: 0, 1: 2, 2: 5 };
    for (let unit = 0; unit < model.users.outputWidth; unit++) {
      const owner = model.users.owners.output[bias + unit] as 0 | 1 | 2;
      expect(atEnd.releasedIn[bias + unit]).toBe(stageOfOwner[owner]);
    }
    await training.showStage(0);
    const first = await training.layerDetail({ tower: 'user', layer: 'output' });
    expect(first.values).toEqual(states![0]!.kept!.weights[model.users.tables.length + 1]);
    expect(first.releasedIn.every((stage) => stage === 0)).toBe(true);
  });

  it('of an embedding table is the mean size of each column', async () => {
    await training.train({ method: 'csmf', config });
    const { users } = runs.current.trained!.model as Model;
    const { weights, width, rows } = users.tables[0]!;
    const { values } = await training.layerDetail({ tower: 'user', layer: 'embedding:id' });
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += Math.abs(weights[row * width + 3]!);
    expect(values).toHaveLength(width);
    expect(values![3]).toBeCloseTo(sum / rows, 6);
    await expect(training.layerDetail({ tower: 'user', layer: 'none' })).rejects.toMatchObject({
      code: 'no-masks',
    });
  });
});
