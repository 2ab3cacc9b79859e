/** Whose list is shown, and with which weights. */
import { OBJECTIVES, type Objective } from '../../data/schema';
import type { InteractionRow } from '../../worker/protocol/data';
import type { FusionWeights } from '../../worker/protocol/retrieval';
import type { CommandContext } from '../store/commandContext';
import { latestOnly } from '../store/latestOnly';
import type { TrainSlice } from '../train/state';
import type { RetrieveSlice } from './state';
import { isZero, weightList } from './userRanking';

type Context = CommandContext<TrainSlice & RetrieveSlice>;

export interface RetrieveCommands {
  chooseUser(userId: string): Promise<void>;
  randomUser(): Promise<void>;
  setWeight(objective: Objective, value: number): void;
  setWeights(weights: FusionWeights): void;
  /** After the current run changed, requests the chosen user's scores, and all users' recall. */
  refreshRetrieval(): Promise<void>;
}

/** A pause this long ends a gesture; the next change starts another. */
const GESTURE_PAUSE_MS = 1200;

export function createRetrieveCommands(context: Context): RetrieveCommands {
  const { store, attempt } = context;
  const fused = createFusedRequests(context);
  const setWeights = createWeightSetter(store, fused.update);
  const chooseUser = (userId: string) =>
    attempt('run', async () => {
      await showUser(context, userId);
      if (store.getState().run?.fusion === 'method') await fused.requestScores();
    });
  return {
    chooseUser,
    setWeights,
    setWeight: (objective, value) => setWeights({ ...store.getState().weights, [objective]: value }),
    randomUser: async () => {
      const { suggestedUsers, userId } = store.getState();
      const candidates = suggestedUsers.filter((id) => id !== userId);
      const pick = candidates[Math.floor(Math.random() * candidates.length)];
      if (pick !== undefined) await chooseUser(pick);
    },
    refreshRetrieval: () =>
      attempt('run', async () => {
        await suggestUsers(context);
        const { userId, suggestedUsers } = store.getState();
        const shown = userId ?? suggestedUsers[0];
        if (shown !== undefined) await showUser(context, shown);
        fused.update();
      }),
  };
}

/** Returns a function that sets the weights, and at a gesture's first change what they are compared with. */
function createWeightSetter(store: Context['store'], onChange: () => void): (weights: FusionWeights) => void {
  let lastChange = Number.NEGATIVE_INFINITY;
  return (weights) => {
    const now = performance.now();
    const isNewGesture = now - lastChange > GESTURE_PAUSE_MS;
    lastChange = now;
    const { weights: weightsBefore } = store.getState();
    store.setState(isNewGesture ? { weights, weightsBefore } : { weights });
    onChange();
  };
}

/** Requests to the worker for what the page cannot fuse: one under way, the newest waiting. */
function createFusedRequests(context: Context) {
  const { session, store, attempt } = context;
  const requestRecall = latestOnly(
    (weights: FusionWeights) => session.retrieval.fusedRecall(weights),
    (fusedRecall) => store.setState({ fusedRecall }),
  );
  const requestScores = createScoreRequest(context);
  return {
    requestScores,
    update: () => {
      const { weights, run } = store.getState();
      if (!run || OBJECTIVES.every((objective) => weights[objective] === 0)) return;
      void attempt('run', () => requestRecall(weights));
      if (run.fusion === 'method') void attempt('run', requestScores);
    },
  };
}

/**
 * Returns a function that requests F of the shown user's items under the weights, and under those before the
 * gesture. An answer for a user who is no longer shown is dropped.
 */
function createScoreRequest({ session, store }: Context): () => Promise<void> {
  const request = latestOnly(
    async ({ userId, userView, weights, weightsBefore }: RetrieveSlice) => {
      if (userId === null || !userView) return null;
      const ranks = (weighting: FusionWeights) => !isZero(weightList(weighting, userView.scores.length));
      if (!ranks(weights)) return null;
      const weightings = ranks(weightsBefore) ? [weights, weightsBefore] : [weights];
      const [scores, before = null] = await session.retrieval.fusedScores(userId, weightings);
      return scores ? { userView, methodFusion: { scores, before } } : null;
    },
    ({ userView, methodFusion }) => {
      if (store.getState().userView === userView) store.setState({ methodFusion });
    },
  );
  return () => request(store.getState());
}

async function showUser({ session, store }: Context, userId: string): Promise<void> {
  store.setState({ userId });
  const userView = await session.retrieval.userView(userId);
  // Another user may have been chosen while these scores were computed.
  if (store.getState().userId === userId) store.setState({ userView, methodFusion: null });
}

async function suggestUsers({ session, store }: Context): Promise<void> {
  if (store.getState().suggestedUsers.length > 0) return;
  const rows = await session.data.interactions('test');
  store.setState({ suggestedUsers: usersToShow(rows) });
}

/** Returns the users with a test conversion; where nobody converts, with a click; else all of the split. */
export function usersToShow(rows: readonly InteractionRow[]): string[] {
  const usersWith = (isWanted: (row: InteractionRow) => boolean) => [
    ...new Set(rows.filter(isWanted).map(({ userId }) => userId)),
  ];
  const converting = usersWith(({ conversion }) => conversion);
  if (converting.length > 0) return converting;
  const clicking = usersWith(({ click }) => click);
  return clicking.length > 0 ? clicking : usersWith(() => true);
}
