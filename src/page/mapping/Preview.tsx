/** The first rows as they were read, each column under what it is taken for; of a wide file some columns. */
import { MoreButton, useSomeOf } from '../controls/SomeOf';
import { useText } from '../messages/useText';
import type { FileProperties } from './draft';
import { type FileDraft, otherColumns, rolesOf, titleOf } from './draft';

export function Preview({ file, isOneOfSeveral }: FileProperties) {
  const text = useText();
  const { survey } = file;
  const roles = columnRoles(file, isOneOfSeveral);
  const { some, showMore } = useSomeOf(survey.columns);
  const own = new Set(ownColumns(file, isOneOfSeveral).map(([name]) => name));
  const places = survey.columns.flatMap(({ name }, place) =>
    place < some.length || own.has(name) ? [place] : [],
  );
  const label = text('mapping.preview.of', { name: survey.file });
  return (
    <div className="mappingPreview">
      <h4 className="groupLabel">{text('mapping.preview', { count: survey.preview.length })}</h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="previewBox" aria-label={label} tabIndex={0}>
        <table className="previewTable">
          <thead>
            <tr>
              {places.map((place) => (
                <th key={place} scope="col">
                  {survey.columns[place]!.name}
                  <span className="note">
                    {text(`role.${roles.get(survey.columns[place]!.name) ?? 'ignored'}`)}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {survey.preview.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are shown as they came
              <tr key={line}>
                {places.map((place) => (
                  <td key={place}>{row[place]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <MoreButton hidden={survey.columns.length - places.length} showMore={showMore} />
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
