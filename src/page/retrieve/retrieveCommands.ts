/** Whose list is shown, and with which weights. */
import { OBJECTIVES, type Objective } from '../../data/schema';
import type { InteractionRow } from '../../worker/protocol/data';
import type { FusionWeights } from '../../worker/protocol/retrieval';
import type { CommandContext } from '../commandContext';
import { latestOnly } from '../latestOnly';
import type { PageState } from '../state';
import { isZero, weightList } from './userRanking';

export interface RetrieveCommands {
  chooseUser(userId: string): Promise<void>;
  randomUser(): Promise<void>;
  setWeight(objective: Objective, value: number): void;
  setWeights(weights: FusionWeights): void;
  /** After the current run changed: the chosen user's scores, and all users' recall. */
  refreshRetrieval(): Promise<void>;
}

/** A pause this long ends a gesture; the next change starts another. */
const GESTURE_PAUSE_MS = 1200;

export function createRetrieveCommands(context: CommandContext): RetrieveCommands {
  const { session, store, attempt } = context;
  const askRecall = latestOnly(
    (weights: FusionWeights) => session.fusedRecall(weights),
    (fusedRecall) => store.setState({ fusedRecall }),
  );
  const askFusion = createFusionQuestion(context);
  const updateFused = () => {
    const { weights, run } = store.getState();
    if (!run || OBJECTIVES.every((objective) => weights[objective] === 0)) return;
    void attempt('run', () => askRecall(weights));
    if (run.fusion === 'own') void attempt('run', askFusion);
  };
  let lastChange = Number.NEGATIVE_INFINITY;

  const setWeights = (weights: FusionWeights) => {
    const now = performance.now();
    const { weights: before } = store.getState();
    const newGesture = now - lastChange > GESTURE_PAUSE_MS;
    lastChange = now;
    store.setState(newGesture ? { weights, weightsBefore: before } : { weights });
    updateFused();
  };
  const chooseUser = (userId: string) =>
    attempt('run', async () => {
      await showUser(context, userId);
      if (store.getState().run?.fusion === 'own') await askFusion();
    });
  return {
    chooseUser,
    setWeights,
    setWeight: (objective, value) => setWeights({ ...store.getState().weights, [objective]: value }),
    randomUser: async () => {
      const { suggestedUsers, userId } = store.getState();
      const others = suggestedUsers.filter((id) => id !== userId);
      const pick = others[Math.floor(Math.random() * others.length)];
      if (pick !== undefined) await chooseUser(pick);
    },
    refreshRetrieval: () =>
      attempt('run', async () => {
        await suggestUsers(context);
        const { userId, suggestedUsers } = store.getState();
        const shown = userId ?? suggestedUsers[0];
        if (shown !== undefined) await showUser(context, shown);
        updateFused();
      }),
  };
}

/**
 * Asks the worker for what the page cannot mix: F of the shown user's items under the weights, and under
 * those before the gesture. A question at a time, the newest waits; an answer for another user is dropped.
 */
function createFusionQuestion({ session, store }: CommandContext): () => Promise<void> {
  const ask = latestOnly(
    async ({ userId, userView, weights, weightsBefore }: PageState) => {
      if (userId === null || !userView) return null;
      const ranks = (weighting: FusionWeights) => !isZero(weightList(weighting, userView.scores.length));
      if (!ranks(weights)) return null;
      const weightings = ranks(weightsBefore) ? [weights, weightsBefore] : [weights];
      const [scores, before = null] = await session.fusedScores(userId, weightings);
      return scores ? { userView, ownFusion: { scores, before } } : null;
    },
    ({ userView, ownFusion }) => {
      if (store.getState().userView === userView) store.setState({ ownFusion });
    },
  );
  return () => ask(store.getState());
}

async function showUser({ session, store }: CommandContext, userId: string): Promise<void> {
  store.setState({ userId });
  const userView = await session.userView(userId);
  // Someone else may have been chosen while this one's scores were computed.
  if (store.getState().userId === userId) store.setState({ userView, ownFusion: null });
}

async function suggestUsers({ session, store }: CommandContext): Promise<void> {
  if (store.getState().suggestedUsers.length > 0) return;
  const rows = await session.interactions('test');
  store.setState({ suggestedUsers: usersToShow(rows) });
}

/** Users with a test conversion; where nobody converts, with a click; else everyone in the split. */
export function usersToShow(rows: readonly InteractionRow[]): string[] {
  const of = (wanted: (row: InteractionRow) => boolean) => [
    ...new Set(rows.filter(wanted).map(({ userId }) => userId)),
  ];
  const converting = of(({ conversion }) => conversion);
  if (converting.length > 0) return converting;
  const clicking = of(({ click }) => click);
  return clicking.length > 0 ? clicking : of(() => true);
}
