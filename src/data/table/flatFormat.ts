/** A table's format as a profile and a report tell it. */

import type { Encoding, Separator } from '../csv/understand/mappingTypes';
import type { TableFormat, TableKind } from './table';
import type { EncodingReason } from './text/textEncoding';

interface FlatFormat {
  kind: TableKind;
  separator?: Separator;
  encoding?: Encoding;
  encodingReason?: EncodingReason;
  gzip: boolean;
  /** The columns have names of their own. */
  header: boolean;
}

/** Returns the format with all it has side by side. Only a text can be without names of columns. */
export function flatFormat(format: TableFormat): FlatFormat {
  if (format.kind === 'parquet') return { kind: 'parquet', gzip: false, header: true };
  const { kind, gzip, encoding } = format;
  return {
    kind,
    ...(format.kind === 'text' && { separator: format.separator }),
    ...(encoding && { encoding: encoding.encoding, encodingReason: encoding.reason }),
    gzip,
    header: format.kind === 'text' ? format.header : true,
  };
}
