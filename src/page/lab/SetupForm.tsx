/** The form of an experiment: datasets, methods, seeds and budget. */
import { CheckboxGroup, Label } from 'react-aria-components/CheckboxGroup';
import { SAMPLES, type SampleName } from '../../data/sample/sampleCatalogue';
import { Button } from '../controls/Button';
import { Card } from '../controls/Card';
import { CheckboxField } from '../controls/CheckboxField';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { Icon } from '../legend/Icon';
import { useNumbers, useText } from '../messages/useText';
import { estimateDuration } from './duration';
import styles from './lab.module.css';
import { uploadedLogOf } from './labDraft';
import { roughTime } from './labels';
import { MethodTicks } from './MethodTicks';
import { RunSettings } from './RunSettings';
import { useCommands, usePage } from './usePage';

export function SetupForm() {
  return (
    <Card>
      <DatasetTicks />
      <MethodTicks />
      <RunSettings />
      <Start />
    </Card>
  );
}

const UPLOADED = 'uploaded';

function DatasetTicks() {
  const text = useText();
  const { changeLab } = useCommands();
  const draft = usePage(({ lab }) => lab.draft);
  const uploaded = usePage(({ dataset }) => uploadedLogOf(dataset));
  const isUploaded = uploaded !== null && draft.includesUploadedLog;
  return (
    <CheckboxGroup
      value={[...draft.samples, ...(isUploaded ? [UPLOADED] : [])]}
      onChange={(names) =>
        changeLab({
          samples: names.filter((name) => name !== UPLOADED) as SampleName[],
          includesUploadedLog: names.includes(UPLOADED),
        })
      }
    >
      <FieldLabel as={Label}>{text('lab.datasets')}</FieldLabel>
      <div className={styles.checkboxes}>
        {SAMPLES.map(({ name, users, items }) => (
          <CheckboxField
            key={name}
            value={name}
            label={text(`sample.${name}.title`)}
            help={`${text(`sample.${name}.hint`)}. ${text('data.size', { users, items })}.`}
          />
        ))}
        {uploaded && (
          <CheckboxField
            value={UPLOADED}
            label={text('lab.uploadedLog.named', { name: uploaded.summary.name })}
          />
        )}
      </div>
      {!uploaded && <p className={common.note}>{text('lab.uploadedLog.how')}</p>}
    </CheckboxGroup>
  );
}

function Start() {
  const text = useText();
  const numbers = useNumbers();
  const { startLab } = useCommands();
  const draft = usePage(({ lab }) => lab.draft);
  const dataset = usePage((state) => state.dataset);
  const tables = usePage(({ lab }) => lab.tables);
  const spec = usePage(({ lab }) => lab.state?.spec ?? null);
  const { trainings, seconds, isMeasured } = estimateDuration({ draft, dataset, tables, spec });
  return (
    <div className={common.row}>
      <Button variant="primary" isDisabled={trainings === 0} onPress={() => void startLab()}>
        <Icon name="play" />
        {text('lab.start')}
      </Button>
      <p>
        {trainings === 0 ? (
          text('lab.nothing')
        ) : (
          <>
            <strong>
              {text('lab.trainings', { count: trainings, time: roughTime(seconds, text, numbers) })}
            </strong>
            <span className={common.note}> {text(isMeasured ? 'lab.time.measured' : 'lab.time.guess')}</span>
          </>
        )}
      </p>
    </div>
  );
}
