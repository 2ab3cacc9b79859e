/** The first rows as they were read, each column under what it is taken for; of a wide file some columns. */

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
  const own = new Set(ownColumns(file, isOneOfSeveral).map(([name]) => name));
  const places = profile.columns.flatMap(({ name }, place) =>
    place < some.length || own.has(name) ? [place] : [],
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
              {places.map((place) => (
                <th key={place} scope="col">
                  {profile.columns[place]!.name}
                  <span className={common.line}>
                    {text(`role.${roles.get(profile.columns[place]!.name) ?? 'ignored'}`)}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {profile.preview.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are shown as they came
              <tr key={line}>
                {places.map((place) => (
                  <td key={place}>{row[place]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </DataTable>
      </section>
      <ShowMoreButton hidden={profile.columns.length - places.length} showMore={showMore} />
    </div>
  );
}

function columnRoles(file: FileDraft, isOneOfSeveral: boolean) {
  return new Map([
    ...otherColumns(file, isOneOfSeveral).map(({ name, role }) => [name, role] as const),
    ...ownColumns(file, isOneOfSeveral),
  ]);
}

/** Columns with a role of their own. */
function ownColumns(file: FileDraft, isOneOfSeveral: boolean) {
  return [
    [titleOf(file), 'title'] as const,
    ...rolesOf(file, isOneOfSeveral).map((role) => [file.mapping[role] ?? '', role] as const),
  ];
}
