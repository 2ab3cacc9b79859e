/** What a person does to the page itself: choose its colours, close its notice. */
import type { CommandContext } from '../store/commandContext';
import type { ShellSlice, Theme } from './state';

export interface ShellCommands {
  setTheme(theme: Theme): void;
  dismissProblem(): void;
}

export function createShellCommands({ store }: CommandContext<ShellSlice>): ShellCommands {
  return {
    setTheme: (theme) => store.setState({ theme }),
    dismissProblem: () => store.setState({ problem: null }),
  };
}
