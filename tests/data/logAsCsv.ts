/** The exported log as one text. */
import { csvParts } from '../../src/data/export/logCsv';
import type { InteractionLog } from '../../src/data/schema';

export const logAsCsv = (log: InteractionLog): string => [...csvParts(log)].map(({ text }) => text).join('');
