/** The mapping of one file: its format, shape, columns and first rows. */

import { clsx } from 'clsx';
import { OBJECTIVES } from '../../data/schema';
import common from '../controls/common.module.css';
import { SelectField } from '../controls/SelectField';
import { useText } from '../messages/useText';
import { EventMeanings } from './EventMeanings';
import { FileFormat } from './FileFormat';
import styles from './mapping.module.css';
import { type FileProperties, withShape } from './mappingDraft';
import { OtherColumns } from './OtherColumns';
import { Preview } from './Preview';
import { RoleChoices } from './RoleChoices';
import { Thresholds } from './Thresholds';
import { useCommands } from './usePage';

export function FileMapping(properties: FileProperties) {
  const { file, index, isOneOfSeveral } = properties;
  const { shape } = file.mapping;
  return (
    <div className={clsx(common.stack, styles.file)}>
      {isOneOfSeveral && <h3 className={styles.fileName}>{file.profile.file}</h3>}
      {isOneOfSeveral && <ObjectiveChoice {...properties} />}
      <FileFormat file={file} index={index} />
      {!isOneOfSeveral && <ShapeChoice {...properties} />}
      <RoleChoices {...properties} />
      {!isOneOfSeveral && shape === 'events' && <EventMeanings file={file} index={index} />}
      {!isOneOfSeveral && shape === 'ratings' && <Thresholds file={file} index={index} />}
      <OtherColumns {...properties} />
      <Preview {...properties} />
    </div>
  );
}

function ShapeChoice({ file, index }: FileProperties) {
  const text = useText();
  const { changeFile } = useCommands();
  const shape = file.mapping.shape ?? 'flags';
  const options = (['flags', 'events', 'ratings'] as const).map((id) => ({ id, title: text(`shape.${id}`) }));
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
  return (
    <div className={styles.choice}>
      <SelectField
        label={text('mapping.objective')}
        options={OBJECTIVES.map((id) => ({ id, title: text(`mapping.objective.${id}`) }))}
        selected={file.objective}
        onChoose={(objective) => changeFile(index, (draft) => ({ ...draft, objective }))}
      />
    </div>
  );
}
