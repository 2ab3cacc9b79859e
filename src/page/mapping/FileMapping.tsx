/** The mapping of one file: its format, shape, columns and first rows. */

import { clsx } from 'clsx';
import { FILE_CONTENTS, LOG_SHAPES } from '../../data/csv/understand/mappingTypes';
import common from '../controls/common.module.css';
import { SelectField } from '../controls/SelectField';
import { useText } from '../messages/useText';
import { EventMeanings } from './EventMeanings';
import { FileFormat } from './FileFormat';
import { KnownLogNote } from './KnownLogNote';
import styles from './mapping.module.css';
import { type FileProperties, withShape } from './mappingDraft';
import { OtherColumns } from './OtherColumns';
import { Preview } from './Preview';
import { Questions } from './Questions';
import { RoleChoices } from './RoleChoices';
import { SignalOffer } from './SignalOffer';
import { Thresholds } from './Thresholds';
import { useCommands } from './usePage';

export function FileMapping(properties: FileProperties) {
  const { file, index, isOneOfSeveral } = properties;
  const { shape } = file.mapping;
  const isLog = !isOneOfSeveral || file.content === 'log';
  return (
    <div className={clsx(common.stack, styles.file)}>
      {isOneOfSeveral && <h3 className={styles.fileName}>{file.profile.file}</h3>}
      {isOneOfSeveral && <ObjectiveChoice {...properties} />}
      <KnownLogNote file={file} index={index} />
      <Questions {...properties} />
      <FileFormat file={file} index={index} />
      {isLog && <ShapeChoice {...properties} />}
      <RoleChoices {...properties} />
      {isLog && <SignalOffer file={file} index={index} />}
      {isLog && shape === 'events' && <EventMeanings file={file} index={index} />}
      {isLog && shape === 'ratings' && <Thresholds file={file} index={index} />}
      <OtherColumns {...properties} />
      <Preview {...properties} />
    </div>
  );
}

function ShapeChoice({ file, index }: FileProperties) {
  const text = useText();
  const { changeFile } = useCommands();
  const shape = file.mapping.shape ?? 'flags';
  const options = LOG_SHAPES.map((id) => ({ id, title: text(`shape.${id}`) }));
  return (
    <div className={styles.choice}>
      <SelectField
        label={text('mapping.shape')}
        options={options}
        selected={shape}
        onChoose={(next) => changeFile(index, (draft) => withShape(draft, next))}
      />
      <p className={common.note}>
        {shape === file.proposal.shape ? text(`reason.shape-${shape}`) : text('mapping.chosen')}
      </p>
    </div>
  );
}

function ObjectiveChoice({ file, index }: FileProperties) {
  const text = useText();
  const { changeFile } = useCommands();
  const contents = file.content === null ? (['open', ...FILE_CONTENTS] as const) : FILE_CONTENTS;
  const options = contents.map((id) => ({ id, title: text(`mapping.objective.${id}`) }));
  return (
    <div className={styles.choice}>
      <SelectField
        label={text('mapping.objective')}
        options={options}
        selected={file.content ?? 'open'}
        onChoose={(content) => {
          if (content !== 'open') changeFile(index, (draft) => ({ ...draft, content }));
        }}
      />
    </div>
  );
}
