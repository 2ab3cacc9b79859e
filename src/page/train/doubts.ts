/** Before a training on a log that is hardly what it should be the page asks; the worker refuses and says why. */
import type { Finding } from '../../data/report/findingTypes';
import type { CommandContext } from '../store/commandContext';
import type { TrainSlice } from './state';

type Context = Pick<CommandContext<Pick<TrainSlice, 'doubts'>>, 'session' | 'store'>;

/**
 * Runs what trains. Where the worker stops it for what it found on the log, that is asked about, and going on
 * acknowledges the findings and runs it again. Other rejections are passed on.
 */
export async function askingFirst({ session, store }: Context, train: () => Promise<unknown>): Promise<void> {
  try {
    await train();
  } catch (error) {
    const { code, findings } = (error ?? {}) as { code?: unknown; findings?: readonly Finding[] };
    if (code !== 'implausible-log' || !findings) throw error;
    const goOn = async () => {
      store.setState({ doubts: null });
      await session.data.acknowledge(findings.map((finding) => finding.code));
      await train();
    };
    store.setState({ doubts: { findings, goOn } });
  }
}
