/** What a person does to the page itself: open a view or a drawer, choose its colours, close its notice. */
import type { CommandContext } from '../store/commandContext';
import type { View } from './address';
import type { Drawer, Part, ShellSlice, Theme } from './state';

export interface ShellCommands {
  openView(view: View): void;
  openDrawer(drawer: Drawer): void;
  closeDrawer(): void;
  /** Outlines a part of the instrument; null ends that. */
  outline(part: Part | null): void;
  setTheme(theme: Theme): void;
  dismissProblem(): void;
}

export function createShellCommands({ store }: CommandContext<ShellSlice>): ShellCommands {
  return {
    openView: (view) => store.setState({ view }),
    openDrawer: (drawer) => store.setState({ drawer }),
    closeDrawer: () => store.setState({ drawer: null }),
    outline: (outlined) => store.setState({ outlined }),
    setTheme: (theme) => store.setState({ theme }),
    dismissProblem: () => store.setState({ problem: null }),
  };
}
