/** The first rows as they were read, each column under what it is taken for. */
import { useText } from '../messages/useText';
import { type FileDraft, otherColumns, rolesOf, titleOf } from './draft';
import type { FileProperties } from './FileMapping';

export function Preview({ file, isOneOfSeveral }: FileProperties) {
  const text = useText();
  const { survey } = file;
  const roles = columnRoles(file, isOneOfSeveral);
  const label = text('mapping.preview.of', { name: survey.file });
  return (
    <div className="mappingPreview">
      <h4 className="groupLabel">{text('mapping.preview', { count: survey.preview.length })}</h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="previewBox" aria-label={label} tabIndex={0}>
        <table className="previewTable">
          <thead>
            <tr>
              {survey.columns.map(({ name }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their place, and names may repeat
                <th key={place} scope="col">
                  {name}
                  <span className="note">{text(`role.${roles.get(name) ?? 'ignored'}`)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {survey.preview.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are shown as they came
              <tr key={line}>
                {row.map((cell, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={place}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function columnRoles(file: FileDraft, isOneOfSeveral: boolean) {
  return new Map([
    ...otherColumns(file, isOneOfSeveral).map(({ name, role }) => [name, role] as const),
    [titleOf(file), 'title'] as const,
    ...rolesOf(file, isOneOfSeveral).map((role) => [file.mapping[role] ?? '', role] as const),
  ]);
}
