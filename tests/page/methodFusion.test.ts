/** A run with its own fusion: the worker mixes, the page asks, and the sliders wait for nobody. */
import { describe, expect, it, vi } from 'vitest';
import { createCommands } from '../../src/page/commands';
import { connectEvents } from '../../src/page/connectEvents';
import { rankFused } from '../../src/page/retrieve/userRanking';
import { createPageStore } from '../../src/page/state';
import type { FusionWeights, UserView } from '../../src/worker/protocol/retrieval';
import type { RunView } from '../../src/worker/protocol/training';
import { type Answers, createFakeSession, fakeDatasetView, fakeRunView } from './fakeSession';

const viewOf = (user: number): UserView => ({
  user,
  scores: [0, 1, 2].map(() => new Float32Array(3)),
  removed: new Uint8Array(3),
  history: [],
  test: [],
});

interface FusionRequest {
  userId: string;
  weightings: FusionWeights[];
  answer(...scores: number[][]): void;
}

/** A page that shows user u0 of a run; questions for fused scores stay open until a test answers them. */
async function openPage(fusion: RunView['fusion'], answers: Answers = {}) {
  const requests: FusionRequest[] = [];
  const fake = createFakeSession({
    'data.interactions': async () => [],
    'retrieval.evaluate': async () => ({ k: 5, split: 'test' }),
    'retrieval.userView': async (userId) => viewOf(Number(userId.slice(1))),
    'retrieval.fusedScores': (userId, weightings) =>
      new Promise((resolve) => {
        requests.push({
          userId,
          weightings,
          answer: (...scores) => resolve(scores.map((row) => Float32Array.from(row))),
        });
      }),
    ...answers,
  });
  const store = createPageStore({ userId: 'u0' });
  const commands = createCommands(fake.session, store);
  await connectEvents(fake.session, store, commands);
  store.setState({ dataset: fakeDatasetView() });
  const run = fakeRunView(fusion, { fusion });
  fake.emit({ type: 'run', run, runs: [run.summary] });
  await vi.waitFor(() => expect(fake.calls).toContain('retrieval.fusedOutcome'));
  return { ...fake, store, commands, requests };
}

/** Returns the fused scores that the page shows. */
const scoresOf = (store: ReturnType<typeof createPageStore>): number[] => [
  ...(store.getState().methodFusion?.scores ?? []),
];

describe('the sliders of a run with its own fusion', () => {
  it('have the worker fuse for the shown user at first and after every change', async () => {
    const { store, commands, requests } = await openPage('method');
    const start = store.getState().weights;
    expect(requests.map(({ userId, weightings }) => [userId, weightings])).toEqual([['u0', [start, start]]]);
    requests[0]!.answer([3, 2, 1], [3, 2, 1]);
    await vi.waitFor(() => expect(scoresOf(store)).toEqual([3, 2, 1]));

    commands.setWeight('click', 0.9);
    const moved = { ...start, click: 0.9 };
    expect(requests[1]!.weightings).toEqual([moved, start]);
    requests[1]!.answer([1, 5, 3], [3, 2, 1]);
    await vi.waitFor(() => expect(scoresOf(store)).toEqual([1, 5, 3]));
    const { userView, methodFusion } = store.getState();
    // Before: 0 1 2; now 1 2 0. Item 1 gains one place, item 2 one, item 0 loses two. No parts to show.
    expect(rankFused(userView!, methodFusion!, 3)).toEqual([
      { item: 1, rank: 1, movement: 1, score: 5, contributions: [] },
      { item: 2, rank: 2, movement: 1, score: 3, contributions: [] },
      { item: 0, rank: 3, movement: -2, score: 1, contributions: [] },
    ]);
  });

  it('do not block: while one request runs, only the newest of the later ones is sent', async () => {
    const { store, commands, requests } = await openPage('method');
    for (const value of [0.1, 0.2, 0.3]) commands.setWeight('click', value);
    expect(store.getState().weights.click).toBe(0.3);
    expect(requests).toHaveLength(1);
    requests[0]!.answer([1, 1, 1], [1, 1, 1]);
    await vi.waitFor(() => expect(requests).toHaveLength(2));
    expect(requests.map(({ weightings }) => weightings[0]!.click)).toEqual([0.33, 0.3]);
  });

  it('drop an answer for a user who is no longer shown', async () => {
    const { store, commands, requests } = await openPage('method');
    const choosing = commands.chooseUser('u1');
    await vi.waitFor(() => expect(store.getState().userView?.user).toBe(1));
    requests[0]!.answer([9, 9, 9], [9, 9, 9]);
    await vi.waitFor(() => expect(requests).toHaveLength(2));
    expect(store.getState().methodFusion).toBeNull();
    expect(requests[1]!.userId).toBe('u1');
    requests[1]!.answer([1, 2, 3], [1, 2, 3]);
    await choosing;
    await vi.waitFor(() => expect(scoresOf(store)).toEqual([1, 2, 3]));
  });

  it('send no request for weights that are all 0, and keep the last list', async () => {
    const { store, commands, requests } = await openPage('method');
    requests[0]!.answer([3, 2, 1], [3, 2, 1]);
    await vi.waitFor(() => expect(scoresOf(store)).toEqual([3, 2, 1]));
    const before = store.getState().methodFusion;
    commands.setWeights({ exposure: 0, click: 0, conversion: 0 });
    expect(requests).toHaveLength(1);
    expect(store.getState().methodFusion).toBe(before);
    // The next question is about the next weights: none was waiting.
    commands.setWeight('click', 0.4);
    await vi.waitFor(() => expect(requests).toHaveLength(2));
    expect(requests[1]!.weightings[0]).toEqual({ exposure: 0, click: 0.4, conversion: 0 });
  });

  it('are fused on the page for every other run, and a late answer for another run is dropped', async () => {
    const { store, commands, requests, emit, calls } = await openPage('method');
    const recallRequests = () => calls.filter((name) => name === 'retrieval.fusedOutcome').length;
    requests[0]!.answer([3, 2, 1], [3, 2, 1]);
    await vi.waitFor(() => expect(scoresOf(store)).toEqual([3, 2, 1]));
    const linear = fakeRunView('linear');
    emit({ type: 'run', run: linear, runs: [linear.summary] });
    await vi.waitFor(() => expect(recallRequests()).toBe(2));
    expect(store.getState().methodFusion).toBeNull();
    commands.setWeight('click', 0.9);
    await vi.waitFor(() => expect(recallRequests()).toBe(3));
    expect(requests).toHaveLength(1);
  });
});

describe('a list that the worker fused', () => {
  it('leaves removed items out and marks all items as new when the previous weights were all 0', () => {
    const view = { ...viewOf(0), removed: Uint8Array.of(0, 1, 0) };
    const rows = rankFused(view, { scores: Float32Array.of(1, 9, 2), before: null }, 3);
    expect(rows.map(({ item, movement }) => [item, movement])).toEqual([
      [2, null],
      [0, null],
    ]);
  });
});
