/** A log written in one of its export formats, for tests to read back. */
import { logWriter } from '../src/data/export/exportLog';
import type { LogFormat } from '../src/data/export/logFormats';
import type { InteractionLog } from '../src/data/schema';

export async function exportedLog(log: InteractionLog, format: LogFormat): Promise<Uint8Array<ArrayBuffer>> {
  const writer = await logWriter(log, format);
  let part = writer.next();
  while (!part.done) part = writer.next();
  return new Uint8Array(await part.value.arrayBuffer());
}
