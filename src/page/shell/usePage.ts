/** The state that the shell's components read, and the commands they call. */
import { panelHooks } from '../store/pageStore';
import type { ShellCommands } from './commands';
import type { ShellSlice } from './state';

export const { usePage, useCommands } = panelHooks<ShellSlice, ShellCommands>();
