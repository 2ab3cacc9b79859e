/** Panel 2: the method and its parameters. */
import { methodEntry } from '../../methods/methodCatalogue';
import { Button } from '../controls/Button';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { SelectField } from '../controls/SelectField';
import { methodGroups } from '../legend/methods';
import { useText } from '../messages/useText';
import { CopyLink } from './CopyLink';
import { ParameterControl } from './ParameterControl';
import { changedPaths, parametersFor } from './parameters';
import styles from './plan.module.css';
import { useCommands, usePage } from './usePage';

export function PlanPanel() {
  return (
    <Card>
      <MethodChoice />
      <Parameters />
      <CopyLink />
    </Card>
  );
}

function MethodChoice() {
  const text = useText();
  const { chooseMethod } = useCommands();
  const method = usePage((state) => state.draft.method);
  const isSample = usePage((state) => state.dataset?.sample !== undefined);
  const options = methodGroups(({ samplesOnly }) => isSample || !samplesOnly).map(({ family, methods }) => ({
    title: text(`family.${family}`),
    options: methods.map(({ id }) => ({
      id,
      title: text(`method.${id}.title`),
      detail: text(`method.${id}.summary`),
    })),
  }));
  const citation = methodEntry(method)?.citation;
  return (
    <div className={styles.method}>
      <SelectField
        label={text('plan.method')}
        options={options}
        selected={method}
        onChoose={(id) => void chooseMethod(id)}
      />
      <div>
        <p>{text(`method.${method}.summary`)}</p>
        <p className={common.note}>{citation}</p>
      </div>
    </div>
  );
}

function Parameters() {
  const text = useText();
  const method = usePage((state) => state.draft.method);
  const dataset = usePage((state) => state.dataset);
  const base = usePage((state) => state.draft.config?.base);
  const isResolved = usePage((state) => state.draft.config !== null && state.draft.defaults !== null);
  const trained = methodEntry(method)?.trained ?? true;
  if (!trained) return <p className={common.note}>{text('plan.untrained')}</p>;
  if (!dataset || !isResolved) return <Notice kind="empty">{text('plan.empty')}</Notice>;
  const { main, more } = parametersFor(method, dataset.summary.objectives, base);
  return (
    <>
      <h3>{text('plan.main')}</h3>
      <div className={styles.parameters}>
        {main.map((parameter) => (
          <ParameterControl key={parameter.path} parameter={parameter} />
        ))}
      </div>
      <details className={common.ruledDisclosure}>
        <summary>{text('plan.more')}</summary>
        <div className={styles.parameters}>
          {more.map((parameter) => (
            <ParameterControl key={parameter.path} parameter={parameter} />
          ))}
        </div>
      </details>
      <Changes />
    </>
  );
}

function Changes() {
  const text = useText();
  const { resetParameters } = useCommands();
  const count = usePage(({ draft: { config, defaults } }) =>
    config && defaults ? changedPaths(config, defaults).length : 0,
  );
  return (
    <div className={common.row}>
      <span className={common.note}>{text('plan.changed', { count })}</span>
      {count > 0 && (
        <>
          <span className={common.note}>{text('plan.nextRun')}</span>
          <Button variant="quiet" onPress={resetParameters}>
            {text('plan.reset')}
          </Button>
        </>
      )}
    </div>
  );
}
