/** The first rows with the role of each column; a wide file shows some of its columns. */

import common from '../controls/common.module.css';
import { DataTable } from '../controls/DataTable';
import { FieldLabel } from '../controls/FieldLabel';
import { ShowMoreButton, useShowMore } from '../controls/ShowMore';
import { useText } from '../messages/useText';
import type { FileProperties } from './mappingDraft';
import { type FileDraft, otherColumns, rolesOf, titleOf } from './mappingDraft';
import styles from './Preview.module.css';

export function Preview({ file, isOneOfSeveral }: FileProperties) {
  const text = useText();
  const { profile } = file;
  const roles = columnRoles(file, isOneOfSeveral);
  const { some, showMore } = useShowMore(profile.columns);
  const mapped = new Set(mappedColumns(file, isOneOfSeveral).map(([name]) => name));
  const shmappedColumns = profile.columns.flatMap(({ name }, column) =>
    column < some.length || mapped.has(name) ? [column] : [],
  );
  const label = text('mapping.preview.of', { name: profile.file });
  return (
    <div className={styles.preview}>
      <FieldLabel as="h4">{text('mapping.preview', { count: profile.preview.length })}</FieldLabel>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label={label} tabIndex={0}>
        <DataTable className={styles.table}>
          <thead>
            <tr>
              {shmappedColumns.map((column) => (
                <th key={column} scope="col">
                  {profile.columns[column]!.name}
                  <span className={common.line}>
                    {text(`role.${roles.get(profile.columns[column]!.name) ?? 'ignored'}`)}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {profile.preview.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are shown as they came
              <tr key={line}>
                {shmappedColumns.map((column) => (
                  <td key={column}>{row[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </DataTable>
      </section>
      <ShowMoreButton hidden={profile.columns.length - shmappedColumns.length} showMore={showMore} />
    </div>
  );
}

function columnRoles(file: FileDraft, isOneOfSeveral: boolean) {
  return new Map([
    ...otherColumns(file, isOneOfSeveral).map(({ name, role }) => [name, role] as const),
    ...mappedColumns(file, isOneOfSeveral),
  ]);
}

/** Returns the columns that the mapping names, with their roles. */
function mappedColumns(file: FileDraft, isOneOfSeveral: boolean) {
  return [
    [titleOf(file), 'title'] as const,
    ...rolesOf(file, isOneOfSeveral).map((role) => [file.mapping[role] ?? '', role] as const),
  ];
}
