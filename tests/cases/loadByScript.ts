/** Opens the files of a case by `window.csmf`, in the page or in Node. */
import type { ColumnMapping, LogFile } from '../../src/worker/protocol/data';
import type { Case } from './caseManifest';
import type { CaseOutcome } from './caseOutcome';

/** A file as the page can be handed it: bytes do not cross to a page, text does. */
interface SentFile {
  name: string;
  base64: string;
  objective: LogFile['objective'] | undefined;
  mapping: Partial<ColumnMapping> | undefined;
}

interface Sent {
  files: readonly SentFile[];
  mapping: Partial<ColumnMapping> | undefined;
}

/** What a case hands to `loadByScript`. */
export function sentCase({ how, files, mapping }: Case): Sent {
  const isMapped = how === 'mapped';
  const sent = files.map((file) => ({
    name: file.name,
    base64: file.data.toString('base64'),
    objective: file.objective as LogFile['objective'] | undefined,
    mapping: isMapped ? (file.mapping as Partial<ColumnMapping> | undefined) : undefined,
  }));
  return { files: sent, mapping: isMapped ? (mapping as Partial<ColumnMapping> | undefined) : undefined };
}

/** Loads by `window.csmf`. Runs in a page, where nothing from outside its body is there, or in Node. */
export async function loadByScript({ files, mapping }: Sent): Promise<CaseOutcome> {
  const { csmf } = window;
  const bytes = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const opened = files.map(({ name, base64 }) => new File([bytes(base64)], name));
  const isSingle = files.length === 1 && !files[0]?.objective;
  const sources = opened.map((source, index): LogFile => {
    const file = files[index];
    const objective = file?.objective ?? (index === 0 ? 'exposure' : 'click');
    return { source, objective, ...(file?.mapping && { mapping: file.mapping }) };
  });
  try {
    const summary = await csmf.loadCsv(isSingle ? opened[0]! : sources, mapping);
    const report = await csmf.dataReport();
    const { users, items, exposures, clicks, conversions } = summary;
    const remarks = [...summary.warnings, ...report.findings] as readonly {
      code?: string;
      column?: string;
      message?: string;
    }[];
    return {
      isLoaded: true,
      counts: { users, items, exposures, clicks, conversions },
      ...report.times,
      remarks: remarks.map(({ code, column = '', message }) => `${code} [${column}]: ${message}`).join('\n'),
    };
  } catch (thrown) {
    const error = thrown as Error & { issues?: readonly { message?: string }[] };
    const more = (error.issues ?? []).slice(1, 5).map(({ message }) => message);
    const message = error.message.replace(/\s+/g, ' ').trim();
    return { isLoaded: false, name: error.name, message: [message, ...more].join(' | ') };
  }
}
