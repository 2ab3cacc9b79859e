/** Data: what a file is that holds no table, what is damaged in it, and what was passed over while it was read. */

/** What to do about a file that is no text. */
const ADVICE =
  '{advice, select, sheet {Save the sheet with the log as CSV and open that} unpack {Unpack it and open the table inside; zip and gzip are opened as they are} database {Export the table with the log as CSV or Parquet and open that} nothing {It holds no rows to read: export the log as CSV where it comes from} other {Write the table as CSV or Parquet and open that}}';

export const tableIssues = {
  // What is no table.
  'issue.not-text': `This is {format, select, xlsx {an Excel workbook} xls {an old Excel workbook} ods {an OpenDocument spreadsheet} document {an Office document} zip {a zip archive within another} parquet {a Parquet file within another} encryptedParquet {an encrypted Parquet file} 7z {a 7-Zip archive} rar {a RAR archive} tar {a tar archive} bzip2 {a bzip2-compressed file} xz {an xz-compressed file} zstd {a Zstandard-compressed file} lz4 {an LZ4-compressed file} sqlite {an SQLite database} duckdb {a DuckDB database} access {an Access database} arrow {an Arrow file} feather {a Feather file} orc {an ORC file} avro {an Avro file} hdf5 {an HDF5 file} matlab {a MATLAB file} numpy {a NumPy array} pickle {a Python pickle} rds {an R data file} spss {an SPSS file} stata {a Stata file} pdf {a PDF} image {an image} other {a binary file}}, not text. ${ADVICE}.`,
  'issue.not-a-table':
    'This is {format, select, html {an HTML page, not a table. Was it saved instead of the download, or does a login stand before it? Open the page in a browser and download the file itself} xml {an XML document, not a table. Export the log as CSV or JSON lines} lfs {a Git LFS pointer file, not the table it points to. Run “git lfs pull”, or download the file itself} rtf {a text with formatting (RTF), not a table. Save it as plain text} sql {an SQL dump, not a table. Load it into a database and export the table with the log as CSV} other {an ARFF file of Weka, which is not read. Save it as CSV}}.',
  'issue.json-without-rows':
    'This is a JSON document without a list of rows. A log in JSON has one object for each row: one in each line, or all in one array, with keys and texts in double quotes.',
  'issue.bad-json':
    'This is not one whole JSON object: it breaks off, or a bracket, comma or double quote is missing. Correct it, or remove it.',
  'issue.json-record-too-long':
    'A single JSON object here has more than {megabytes, number} million characters. Write one object for each row or session, each in a line of its own.',
  'issue.bad-parquet':
    'This begins like a Parquet file, which is not text, and cannot be read as one ({reason}). Download or write it again, or export the table as CSV.',
  'issue.zip-as-text':
    'This file is called a text and is a zip archive, not text. Rename it so that its name ends in .zip, and open it again: the tables inside are read.',
  'issue.bad-zip':
    'The zip archive is damaged or cut off. Download it again, or unpack it yourself and open the table inside.',
  'issue.zip-encrypted':
    '“{name}” in this zip archive is protected by a password. Unpack the archive yourself and open the table inside.',
  'issue.zip-method':
    '“{name}” in this zip archive is compressed in a way that is not read here (method {method}). Unpack the archive yourself and open the table inside.',
  'issue.zip-without-tables':
    'This zip archive holds no table{count, plural, =0 { and no files at all} other {: {names}{more, plural, =0 {} other { and # more}}}}. A table is a CSV or similar text, JSON lines, or a Parquet file.',
  'issue.zip-several-tables':
    'This zip archive holds {count, number} tables: {names}{more, plural, =0 {} other { and # more}}. Unpack it and open those that belong together, each with its objective.',
  'issue.zip-many-tables':
    'This zip archive holds {count, number} tables, more than the {max, number} that one log may have. Unpack it and open those that belong together.',
  'error.folder-without-tables':
    'The folder holds no table that can be read. A table is a CSV or similar text, JSON lines, a Parquet file, or a zip archive of these.',
  'error.folder-many-files':
    'The folder holds {count, number} files that may be tables, more than the {max, number} that one log may have. Drop those that belong together.',

  // What was passed over.
  'issue.lines-passed-over':
    '{count, plural, one {# line above the table was} other {# lines above the table were}} passed over as a comment or title: the table begins in line {line, number}.',
  'issue.trailing-separator':
    '{count, plural, one {# row ends} other {# rows end}} with a separator behind the last column: ignored.',
  'issue.stray-quotes':
    'A double quote opens here and closes {lines, plural, one {# line} other {# lines}} further down, but each line between is a row of its own: {count, plural, one {these quotes were} other {# such pairs of quotes were}} read as letters.',
  'issue.header-again':
    'The names of the columns come again as {count, plural, one {a row} other {# rows}}, as where files are put behind each other: passed over.',
  'issue.later-columns':
    'Keys that first come after {first, number} objects are left out: {names}{more, plural, =0 {} other { and # more}}.',
} as const;
