/** Panel 2: which method, with which parameters. */
import { Button } from 'react-aria-components/Button';
import { methodEntry } from '../../methods/catalogue';
import { SelectField } from '../controls/SelectField';
import { methodGroups } from '../legend/methods';
import { useText } from '../messages/useText';
import { CopyLink } from './CopyLink';
import { ParameterControl } from './ParameterControl';
import { changedPaths, parametersFor } from './parameters';
import { useCommands, usePage } from './usePage';
import './plan.css';

export function PlanPanel() {
  return (
    <div className="card stack">
      <MethodChoice />
      <Parameters />
      <CopyLink />
    </div>
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
    <div className="methodRow">
      <SelectField
        label={text('plan.method')}
        options={options}
        selected={method}
        onChoose={(id) => void chooseMethod(id)}
      />
      <div>
        <p>{text(`method.${method}.summary`)}</p>
        <p className="note">{citation}</p>
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
  if (!trained) return <p className="note">{text('plan.untrained')}</p>;
  if (!dataset || !isResolved) return <p className="empty">{text('plan.empty')}</p>;
  const { main, more } = parametersFor(method, dataset.summary.objectives, base);
  return (
    <>
      <h3>{text('plan.main')}</h3>
      <div className="parameterGrid">
        {main.map((parameter) => (
          <ParameterControl key={parameter.path} parameter={parameter} />
        ))}
      </div>
      <details className="definitions">
        <summary>{text('plan.more')}</summary>
        <div className="parameterGrid">
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
    <div className="row">
      <span className="note">{text('plan.changed', { count })}</span>
      {count > 0 && (
        <>
          <span className="note">{text('plan.nextRun')}</span>
          <Button className="button" data-quiet="" onPress={resetParameters}>
            {text('plan.reset')}
          </Button>
        </>
      )}
    </div>
  );
}
