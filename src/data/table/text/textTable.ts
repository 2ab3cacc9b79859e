/** Separated text as a table. */

import type { OpenTable, TableNotice, TableOptions } from '../table';
import { createRowParser } from './rowParser';
import { textLayout } from './textLayout';
import { readHead, type TextSource } from './textSource';

/** Opens separated text. Throws CsvError where it is blank or absurdly wide. */
export async function openTextTable(text: TextSource, options: TableOptions): Promise<OpenTable> {
  const pieces = text.pieces[Symbol.asyncIterator]();
  const head = await readHead(pieces);
  const { separator, header, ...layout } = textLayout(options.file, head, options);
  const width = layout.names.length;
  return {
    format: {
      kind: 'text',
      separator,
      header,
      gzip: text.gzip,
      ...(text.encoding && { encoding: text.encoding }),
    },
    layout,
    async read(take, refuse) {
      let headerPending = header;
      const parser = createRowParser(separator, (fields, line, broken) => {
        const isHeader = headerPending;
        headerPending = false;
        if (broken) return refuse({ line, code: 'bad-quotes' });
        if (isHeader) return;
        if (fields.length === width) return take(fields, line);
        refuse({ line, code: 'field-count', values: { found: fields.length, expected: width } });
      });
      parser.push(head);
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) parser.push(next.value);
      parser.end();
    },
    notices: () => damagedCharacters(text),
  };
}

function damagedCharacters({ damaged, encoding }: TextSource): TableNotice[] {
  const count = damaged();
  if (count === 0) return [];
  return [{ code: 'damaged-characters', count, values: { count, encoding: encoding?.encoding ?? '' } }];
}
