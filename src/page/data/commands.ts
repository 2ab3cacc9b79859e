/** Samples: load one, generate another like it; and the loaded log as a file. */
import { baseName, FILE_ENDINGS, type LogFormat } from '../../data/export/logFormats';
import type { SampleOptions } from '../../worker/protocol/data';
import type { ShellSlice } from '../shell/state';
import type { CommandContext } from '../store/commandContext';
import { saveFile } from '../store/saveFile';
import type { DataSlice } from './state';

export interface DataCommands {
  loadSample(name: string): Promise<void>;
  /** Generates another log of the loaded sample's world, as large, from the next seed. */
  drawAnother(): Promise<void>;
  /** Saves the loaded log as a file that reads back as the same log. */
  exportLog(format: LogFormat): Promise<void>;
}

export function createDataCommands({
  session,
  store,
  attempt,
}: CommandContext<ShellSlice & DataSlice>): DataCommands {
  const loadSample = (name: string, options?: SampleOptions) =>
    attempt('sample', async () => {
      store.setState({ problem: null, loading: { what: 'sample', done: 0, total: 0 } });
      await session.data.loadSample(name, options);
    });
  return {
    loadSample: (name) => loadSample(name),
    drawAnother: async () => {
      const { sample, sampleOptions: options = {} } = store.getState().dataset ?? {};
      if (sample) await loadSample(sample, { ...options, seed: (options.seed ?? 0) + 1 });
    },
    exportLog: (format) =>
      attempt('csv', async () => {
        const { dataset } = store.getState();
        if (!dataset) return;
        const blob = await session.data.exportLog(format);
        saveFile(blob, `${baseName(dataset.summary.name)}${FILE_ENDINGS[format]}`);
      }),
  };
}
