/** The files among what was dropped, those in folders too. */
import type { DropItem } from 'react-aria-components';
import { CodedError } from '../../coded';
import { isTableName } from '../mapping/fileTypes';

/** More files than one log has: which of them belong together only a person knows. */
const MAX_FILES = 12;

/**
 * Returns the dropped files as they are, and of folders those that are tables by their name. Throws CodedError
 * where a folder holds none (`folder-without-tables`) or too many (`folder-many-files`).
 */
export async function droppedFiles(items: Iterable<DropItem>): Promise<File[]> {
  const files: File[] = [];
  for (const item of items) {
    if (item.kind === 'file') files.push(await item.getFile());
    if (item.kind === 'directory') files.push(...(await filesIn(item)));
  }
  return files;
}

async function filesIn(folder: Extract<DropItem, { kind: 'directory' }>): Promise<File[]> {
  const found: File[] = [];
  await collect(folder, found);
  if (found.length === 0) throw new CodedError('folder-without-tables');
  if (found.length > MAX_FILES) {
    throw new CodedError('folder-many-files', { count: found.length, max: MAX_FILES });
  }
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function collect(folder: Extract<DropItem, { kind: 'directory' }>, found: File[]): Promise<void> {
  for await (const entry of folder.getEntries()) {
    if (entry.kind === 'directory') await collect(entry, found);
    else if (isTableName(entry.name)) found.push(await entry.getFile());
  }
}
