/** The state that the mapping screen's components read, and the commands they call. */
import type { ShellSlice } from '../shell/state';
import { panelHooks } from '../store/pageStore';
import type { MappingCommands } from './commands';
import type { UploadSlice } from './state';

export const { usePage, useCommands } = panelHooks<ShellSlice & UploadSlice, MappingCommands>();
