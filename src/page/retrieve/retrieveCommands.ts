/** Whose list is shown, and with which weights. */
import { OBJECTIVES, type Objective } from '../../data/schema';
import type { FusionWeights, InteractionRow } from '../../worker/protocol';
import type { CommandContext } from '../commandContext';
import { latestOnly } from '../latest';

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
  const updateRecall = () => {
    const { weights, run } = store.getState();
    if (!run || OBJECTIVES.every((objective) => weights[objective] === 0)) return;
    void attempt('run', () => askRecall(weights));
  };
  let lastChange = Number.NEGATIVE_INFINITY;

  const setWeights = (weights: FusionWeights) => {
    const now = performance.now();
    const { weights: before } = store.getState();
    const newGesture = now - lastChange > GESTURE_PAUSE_MS;
    lastChange = now;
    store.setState(newGesture ? { weights, weightsBefore: before } : { weights });
    updateRecall();
  };
  const chooseUser = (userId: string) => attempt('run', () => showUser(context, userId));
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
        updateRecall();
      }),
  };
}

async function showUser({ session, store }: CommandContext, userId: string): Promise<void> {
  store.setState({ userId });
  const userView = await session.userView(userId);
  // Someone else may have been chosen while this one's scores were computed.
  if (store.getState().userId === userId) store.setState({ userView });
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
