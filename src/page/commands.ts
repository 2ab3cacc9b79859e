/**
 * What a person can do, as functions: every control calls one of these and nothing else. A command calls the
 * worker; what changes on the page comes back as an event.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { Session } from '../worker/protocol/session';
import { createDataCommands, type DataCommands } from './data/commands';
import { createLabCommands, type LabCommands } from './lab/commands';
import { createMappingCommands, type MappingCommands } from './mapping/commands';
import { createMasksCommands, type MasksCommands } from './masks/commands';
import { createDraftCommands, type DraftCommands } from './plan/commands';
import { createLinkCommands, type LinkCommands } from './plan/linkCommands';
import { createResultsCommands, type ResultsCommands } from './results/commands';
import { createRetrieveCommands, type RetrieveCommands } from './retrieve/commands';
import { createShellCommands, type ShellCommands } from './shell/commands';
import type { PageState } from './state';
import { createStorageCommands, type StorageCommands } from './storage/commands';
import type { CommandContext } from './store/commandContext';
import { toProblem } from './store/problem';
import { createTrainCommands, type TrainCommands } from './train/commands';

export interface Commands
  extends ShellCommands,
    MappingCommands,
    DataCommands,
    DraftCommands,
    LinkCommands,
    TrainCommands,
    MasksCommands,
    ResultsCommands,
    RetrieveCommands,
    LabCommands,
    StorageCommands {}

export function createCommands(session: Session, store: StoreApi<PageState>): Commands {
  const context: CommandContext<PageState> = {
    session,
    store,
    async attempt(kind, work) {
      const { run } = store.getState();
      try {
        await work();
      } catch (error) {
        const problem = toProblem(error, kind);
        // The request was about a run or a user that has left with its log: nothing to tell the person.
        const hasLeft = ['no-run', 'unknown-user'].includes(problem?.reason.code ?? '');
        const isOfOldRun = hasLeft && store.getState().run !== run;
        // Asked before the stage was shown: list and recall say themselves that there is none.
        const isOfStage = problem?.reason.code === 'list-not-kept';
        if (problem && !isOfOldRun && !isOfStage) store.setState({ problem, loading: null });
      }
    },
  };
  return {
    ...createShellCommands(context),
    ...createMappingCommands(context),
    ...createDataCommands(context),
    ...createDraftCommands(context),
    ...createLinkCommands(context),
    ...createTrainCommands(context),
    ...createMasksCommands(context),
    ...createResultsCommands(context),
    ...createRetrieveCommands(context),
    ...createLabCommands(context),
    ...createStorageCommands(context),
  };
}
