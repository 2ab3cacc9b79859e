/** The state that the data panel's components read, and the commands they call. */
import type { MappingCommands } from '../mapping/commands';
import type { UploadSlice } from '../mapping/state';
import type { ShellSlice } from '../shell/state';
import { panelHooks } from '../store/pageStore';
import type { DataCommands } from './commands';
import type { DataSlice } from './state';

export const { usePage, useCommands } = panelHooks<
  ShellSlice & UploadSlice & DataSlice,
  MappingCommands & DataCommands
>();
