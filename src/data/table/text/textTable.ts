/** Separated text as a table. */

import type { OpenTable, TableNotice, TableOptions } from '../table';
import { isSameRow } from './headerGuess';
import { createRowParser, type ParserFindings } from './rowParser';
import { type TextLayout, textLayout } from './textLayout';
import type { OpenText } from './textSource';

/** Opens separated text. Throws CsvError where it is blank or absurdly wide. */
export function openTextTable(text: OpenText, options: TableOptions): OpenTable {
  const guessed = textLayout(options.file, text.head, options);
  const { dialect, header, start, passedOver: _, ...layout } = guessed;
  const { encoding, gzip } = text;
  const width = layout.names.length;
  const isHeaderAgain = headerDetector(header);
  const headersAgain: number[] = [];
  let findings: ParserFindings | undefined;
  return {
    format: {
      kind: 'text',
      separator: dialect.separator,
      header: header !== undefined,
      gzip,
      ...(encoding && { encoding }),
    },
    layout,
    async read(take, refuse) {
      let headerPending = header !== undefined;
      const parser = createRowParser({ dialect, width, firstLine: start.line }, (fields, line, broken) => {
        const isFirst = headerPending;
        headerPending = false;
        if (broken) refuse({ line, code: 'bad-quotes' });
        else if (isFirst) return;
        else if (isHeaderAgain(fields)) headersAgain.push(line);
        else if (fields.length === width) take(fields, line);
        else refuse({ line, code: 'field-count', values: { found: fields.length, expected: width } });
      });
      parser.push(text.head.slice(start.at));
      for await (const piece of text.rest) parser.push(piece);
      parser.end();
      findings = parser.findings();
    },
    notices: () => [
      ...text.notices(),
      ...linesPassedOver(guessed),
      ...(findings ? parserNotices(findings) : []),
      ...repeatedHeaders(headersAgain),
    ],
  };
}

/** Returns a function that recognises the header where it comes again: files were put behind each other. */
function headerDetector(header: readonly string[] | undefined): (fields: readonly string[]) => boolean {
  if (!header?.some((name) => name.trim() !== '')) return () => false;
  const last = header.length - 1;
  return (fields) => fields[last] === header[last] && isSameRow(fields, header);
}

function linesPassedOver({ passedOver: count, start: { line } }: TextLayout): TableNotice[] {
  return count === 0 ? [] : [{ code: 'lines-passed-over', values: { count, line } }];
}

function parserNotices({ trailing, strayQuotes }: ParserFindings): TableNotice[] {
  const { count, line, lines } = strayQuotes;
  return [
    ...(trailing > 0 ? [{ code: 'trailing-separator', count: trailing, values: { count: trailing } }] : []),
    ...(count > 0 ? [{ code: 'stray-quotes', line, count, values: { count, lines } }] : []),
  ];
}

function repeatedHeaders(lines: readonly number[]): TableNotice[] {
  const [line] = lines;
  if (line === undefined) return [];
  return [{ code: 'header-again', line, count: lines.length, values: { count: lines.length } }];
}
