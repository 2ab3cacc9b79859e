/** Whose list is shown, and with which weights. */
import { OBJECTIVES, type Objective } from '../../data/schema';
import type { UserQuery } from '../../retrieve/userSearch';
import type { InteractionRow } from '../../worker/protocol/data';
import type { FoundUser, FusionWeights, InventedUser } from '../../worker/protocol/retrieval';
import type { DataSlice } from '../data/state';
import type { CommandContext } from '../store/commandContext';
import { latestOnly } from '../store/latestOnly';
import { hasList, type TrainSlice } from '../train/state';
import { createGridRequests } from './gridRequests';
import { createItemMapCommands } from './itemMap/commands';
import { presetsOf } from './presets';
import { fusedRunOf, type GridColour, type RetrieveSlice, type Weighting } from './state';
import { fusedWeights, hasExposureGain, isZero, ownWeights, steered, undone, weightList } from './steering';

type Context = CommandContext<DataSlice & TrainSlice & RetrieveSlice>;

export interface RetrieveCommands {
  chooseUser(userId: string): Promise<void>;
  randomUser(): Promise<void>;
  setWeight(objective: Objective, value: number): void;
  setWeights(weights: FusionWeights): void;
  setRho(rho: number): void;
  /** Sets weights and ρ at once, as a gesture of its own. */
  setWeighting(weighting: Weighting): void;
  /** Takes the latest gesture back. */
  undoWeighting(): void;
  /** Pins the weighting, so that lists and recall are compared with it; null unpins. */
  pinWeighting(weighting: Weighting | null): void;
  setGridColour(colour: GridColour): void;
  /** Finds users by id, features and what they did. */
  findUsers(query: UserQuery): Promise<FoundUser[]>;
  /** Shows a user whom the log does not have. */
  inventUser(user: InventedUser): Promise<void>;
  /** Has the map of the run's items made, unless it is there. */
  makeItemMap(): Promise<void>;
  /** Stops making it. */
  cancelItemMap(): Promise<void>;
  /** Has the worker send a user's scores while a model trains, where no run has chosen one. */
  watchTraining(): Promise<void>;
  /** After the current run changed, requests the chosen user's scores, and all users' recall. */
  refreshRetrieval(): Promise<void>;
}

/** Users that a search offers at most. */
const OFFERED_USERS = 50;
/** Length of the lists by which the user is chosen who is shown first. */
const LIST_LENGTH = 10;
/** A pause this long ends a gesture; the next change starts another. */
const GESTURE_PAUSE_MS = 1200;

export function createRetrieveCommands(context: Context): RetrieveCommands {
  const { store, attempt } = context;
  const fused = createFusedRequests(context);
  const grids = createGridRequests(context);
  const update = () => {
    fused.update();
    grids.update();
  };
  const chooseUser = (userId: string) =>
    attempt('run', async () => {
      await showUser(context, userId);
      if (store.getState().run?.fusion === 'method') await fused.requestScores();
    });
  return {
    chooseUser,
    ...createSteeringCommands(store, update),
    setGridColour: (gridColour) => store.setState({ gridColour }),
    randomUser: async () => {
      const { suggestedUsers, userId } = store.getState();
      const candidates = suggestedUsers.filter((id) => id !== userId);
      const pick = candidates[Math.floor(Math.random() * candidates.length)];
      if (pick !== undefined) await chooseUser(pick);
    },
    refreshRetrieval: () =>
      attempt('run', async () => {
        const { dataset } = store.getState();
        await suggestUsers(context);
        // Another log has other users, and its own run asks for them.
        if (store.getState().dataset !== dataset) return;
        const { userId, isUserGuessed, invented, suggestedUsers } = store.getState();
        const chosen = isUserGuessed ? null : userId;
        const shown = chosen ?? suggestedUsers[0] ?? userId ?? undefined;
        if (invented) await showInvented(context, invented);
        else if (shown !== undefined) await showUser(context, shown);
        update();
      }),
    findUsers: (query) => context.session.retrieval.searchUsers(query, OFFERED_USERS),
    inventUser: (user) => attempt('run', () => showInvented(context, user)),
    ...createItemMapCommands(context),
    watchTraining: () => attempt('training', () => watchTraining(context)),
  };
}

type SteeringCommands = Pick<
  RetrieveCommands,
  'setWeight' | 'setWeights' | 'setRho' | 'setWeighting' | 'undoWeighting' | 'pinWeighting'
>;

/** Commands that change the weighting; changes that follow one another quickly are one gesture. */
function createSteeringCommands(store: Context['store'], onChange: () => void): SteeringCommands {
  let lastChange = Number.NEGATIVE_INFINITY;
  const steer = (change: Partial<Weighting>, isOwnGesture = false) => {
    const now = performance.now();
    const isNewGesture = isOwnGesture || now - lastChange > GESTURE_PAUSE_MS;
    lastChange = isOwnGesture ? Number.NEGATIVE_INFINITY : now;
    const state = store.getState();
    const { weights, rho } = { ...state, ...change };
    store.setState(steered(state, { weights, rho }, isNewGesture));
    onChange();
  };
  return {
    setWeight: (objective, value) => steer({ weights: { ...store.getState().weights, [objective]: value } }),
    setWeights: (weights) => steer({ weights }),
    setRho: (rho) => steer({ rho }),
    setWeighting: ({ weights, rho }) => steer({ weights, rho }, true),
    undoWeighting: () => {
      lastChange = Number.NEGATIVE_INFINITY;
      store.setState(undone(store.getState()));
      onChange();
    },
    pinWeighting: (pinned) => {
      store.setState({ pinned });
      onChange();
    },
  };
}

/** Requests to the worker for what the page cannot fuse: one under way, the newest waiting. */
function createFusedRequests(context: Context) {
  const { session, store, attempt } = context;
  const requestOutcome = latestOnly(
    ([weights, pinned]: [FusionWeights, FusionWeights | undefined]) =>
      ofShownStage(store, () => session.retrieval.fusedOutcome(weights, pinned)),
    (outcome) => store.setState({ outcome }),
  );
  const requestScores = createScoreRequest(context);
  return {
    requestScores,
    update: () => {
      const { run, pinned, ...weighting } = store.getState();
      if (!run || !hasList(weighting)) return;
      const effective = effectiveFor(store, weighting);
      if (isZero(Object.values(effective))) return;
      const pin = pinned ? effectiveFor(store, pinned) : undefined;
      const ranksPin = pin !== undefined && !isZero(Object.values(pin));
      void attempt('run', () => requestOutcome([effective, ranksPin ? pin : undefined]));
      if (run.fusion === 'method') void attempt('run', requestScores);
    },
  };
}

/** Drops the answer where another stage was shown meanwhile: what is shown then has requests of its own. */
async function ofShownStage<Answer>(
  store: Context['store'],
  request: () => Promise<Answer | null>,
): Promise<Answer | null> {
  const { shownStage } = store.getState();
  const answer = await request();
  return store.getState().shownStage === shownStage ? answer : null;
}

/** The weights that the worker fuses the current run with. */
function effectiveFor(store: Context['store'], weighting: Weighting): FusionWeights {
  const { run, dataset } = store.getState();
  return fusedWeights(
    weighting,
    fusedRunOf({ live: null, run }),
    dataset?.summary.objectives.length ?? OBJECTIVES.length,
  );
}

/**
 * Returns a function that requests F of the shown user's items under the weights, and under those before the
 * gesture. An answer for a user who is no longer shown is dropped.
 */
function createScoreRequest({ session, store }: Context): () => Promise<void> {
  const request = latestOnly(
    async ({ userId, userView, weights, before: gesture, pinned }: RetrieveSlice) => {
      if (userId === null || !userView) return null;
      const { length } = userView.scores;
      const ranks = (weighting: FusionWeights) => !isZero(weightList(weighting, length));
      const [current, compared] = [weights, (pinned ?? gesture).weights].map((own) =>
        ownWeights(own, length),
      );
      if (!ranks(current!)) return null;
      const weightings = ranks(compared!) ? [current!, compared!] : [current!];
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
  // Until the model in training sends this user's scores, the list is the run's.
  store.setState({ userId, isUserGuessed: false, invented: null, live: null });
  if (!store.getState().run) {
    store.setState({ userView: null });
    return session.retrieval.watchUser(userId);
  }
  const userView = await session.retrieval.userView(userId);
  // Another user may have been chosen, or a training begun, while these scores were computed.
  if (store.getState().userId === userId && store.getState().live === null) {
    store.setState({ userView, isSteerable: true, methodFusion: null });
  }
}

/** Shows an invented user; where the run has no towers for one, the first suggested user instead. */
async function showInvented(context: Context, invented: InventedUser): Promise<void> {
  const { session, store } = context;
  try {
    const userView = await session.retrieval.inventUser(invented);
    store.setState({ userId: null, invented, userView, isSteerable: true, methodFusion: null });
  } catch (error) {
    store.setState({ invented: null });
    const [first] = store.getState().suggestedUsers;
    if (store.getState().userView === null && first !== undefined) await showUser(context, first);
    throw error;
  }
}

/** Chooses the users to show: those on whom the presets differ most; of logs that say nothing of it, any who did something. */
async function suggestUsers({ session, store }: Context): Promise<void> {
  if (store.getState().suggestedUsers.length > 0) return;
  const { dataset, run } = store.getState();
  const objectives = dataset?.summary.objectives ?? OBJECTIVES;
  const fused = fusedRunOf({ live: null, run });
  const presets = presetsOf(objectives, hasExposureGain(fused));
  const weightings = presets.map((preset) => fusedWeights(preset, fused, objectives.length));
  const suggestedUsers = await session.retrieval.steeringUsers(weightings, LIST_LENGTH);
  if (store.getState().dataset === dataset) store.setState({ suggestedUsers });
}

async function watchTraining({ session, store }: Context): Promise<void> {
  if (store.getState().userId !== null) return session.retrieval.watchUser(store.getState().userId!);
  const [first] = usersToShow(await session.data.interactions('test'));
  if (first === undefined || store.getState().userId !== null) return;
  await session.retrieval.watchUser(first);
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
