/** How a file is written: found by looking at it, and correctable; each correction looks again. */
import { ENCODINGS, SEPARATORS } from '../../data/csv/columns';
import { totalOf } from '../../data/csv/issuesCsv';
import { Choice } from '../controls/Choice';
import { SwitchControl } from '../controls/SwitchControl';
import { SEPARATOR_NAMES } from '../data/separators';
import { useNumbers, useText } from '../messages/useText';
import { useCommands } from '../usePage';
import type { FileDraft } from './draft';

export function Written({ file: { survey }, index }: { file: FileDraft; index: number }) {
  const text = useText();
  const { rewrite } = useCommands();
  const separators = SEPARATORS.map((id) => ({ id, title: text(`separator.${SEPARATOR_NAMES[id]}`) }));
  const encodings = ENCODINGS.map((id) => ({ id, title: id.toUpperCase() }));
  return (
    <fieldset className="mappingGroup">
      <legend className="groupLabel">{text('mapping.written')}</legend>
      <div className="mappingGrid">
        <Choice
          label={text('mapping.separator')}
          options={separators}
          selected={survey.separator}
          onChoose={(separator) => void rewrite(index, { separator })}
        />
        {survey.encoding && (
          <div className="mappingChoice">
            <Choice
              label={text('mapping.encoding')}
              options={encodings}
              selected={survey.encoding}
              onChoose={(encoding) => void rewrite(index, { encoding })}
            />
            <p className="note">{survey.encodingReason}</p>
          </div>
        )}
        <SwitchControl
          label={text('mapping.header')}
          isOn={survey.header}
          onChange={(header) => void rewrite(index, { header })}
        />
      </div>
      <Facts survey={survey} />
    </fieldset>
  );
}

function Facts({ survey }: Pick<FileDraft, 'survey'>) {
  const text = useText();
  const numbers = useNumbers();
  const { rowCount, columns, indexColumn, gzip, counts } = survey;
  const misfits = totalOf(counts);
  const sentences = [
    text('mapping.rows', { rows: numbers.count(rowCount), columns: numbers.count(columns.length) }),
    misfits > 0 && text('mapping.misfits', { count: numbers.count(misfits) }),
    indexColumn !== undefined && text('mapping.index', { column: indexColumn }),
    gzip && text('mapping.gzip'),
  ];
  return <p className="note">{sentences.filter(Boolean).join(' ')}</p>;
}
