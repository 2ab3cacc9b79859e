/** The table of runs trained or imported on this page. */
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { OBJECTIVES, type Objective } from '../../data/schema';
import { engineNameOf } from '../../engine/engineNames';
import { FLOP_PER_GFLOP } from '../../lab/labCatalogue';
import type { RunSummary } from '../../worker/protocol/training';
import { Button } from '../controls/Button';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { DataTable } from '../controls/DataTable';
import { engineTitle } from '../legend/engines';
import { methodTitle } from '../legend/methods';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { formatDuration, type Numbers, useNumbers, useText } from '../messages/useText';
import { isTraining } from '../train/state';
import styles from './Runs.module.css';
import { useCommands, usePage } from './usePage';

export function Runs() {
  const text = useText();
  const { exportRun, importRun } = useCommands();
  const runs = usePage((state) => state.runs);
  const hasRun = usePage((state) => state.run !== null);
  const isBusy = usePage(isTraining);
  return (
    <Card>
      <div className={common.spread}>
        <h3>{text('results.runs')}</h3>
        <div className={common.row}>
          <Button isDisabled={!hasRun} onPress={() => void exportRun()}>
            {text('results.export')}
          </Button>
          <FileTrigger
            onSelect={(files) => {
              const file = files?.[0];
              if (file) void importRun(file);
            }}
          >
            <Button isDisabled={isBusy}>{text('results.import')}</Button>
          </FileTrigger>
        </div>
      </div>
      {runs.length === 0 ? (
        <p className={common.note}>{text('results.runs.none')}</p>
      ) : (
        <RunTable runs={runs} />
      )}
    </Card>
  );
}

function RunTable({ runs }: { runs: readonly RunSummary[] }) {
  const text = useText();
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  return (
    <DataTable narrow="cards" className={styles.runs}>
      <thead>
        <tr>
          <th scope="col">{text('results.run')}</th>
          {objectives.map((objective) => (
            <th key={objective} scope="col">
              <ObjectiveMark objective={objective} />
              <span className={common.hidden}>
                {text('results.recallOf', { objective: text(`objective.${objective}`) })}
              </span>
            </th>
          ))}
          <th scope="col" title={text('results.forgetting.help')}>
            {text('results.forgetting')}
          </th>
          <th scope="col">{text('results.steps')}</th>
          <th scope="col" title={text('results.flops.help')}>
            {text('results.flops')}
          </th>
          <th scope="col" title={text('results.seconds.help')}>
            {text('results.seconds')}
          </th>
          <th scope="col">{text('results.parameters')}</th>
          <th scope="col">{text('results.width')}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} objectives={objectives} />
        ))}
      </tbody>
    </DataTable>
  );
}

const gigaFlop = (flops: number, numbers: Numbers): string =>
  numbers.plain(Number((flops / FLOP_PER_GFLOP).toPrecision(3)));

function RunRow({ run, objectives }: { run: RunSummary; objectives: readonly Objective[] }) {
  const text = useText();
  const numbers = useNumbers();
  const { selectRun } = useCommands();
  const isShown = usePage((state) => state.run?.summary.id === run.id);
  // A running training occupies the timeline and the curves until it ends.
  const isBusy = usePage(isTraining);
  const report = usePage((state) => state.evaluations[run.id]);
  const method = methodTitle(run.method, text);
  const { seed } = run.config;
  const drift = run.drift.exposure;
  return (
    <tr data-shown={isShown || undefined} aria-current={isShown || undefined}>
      <th scope="row">
        <Button
          variant="link"
          aria-label={text('results.runs.show', { method, seed })}
          isDisabled={isShown || isBusy}
          onPress={() => void selectRun(run.id)}
        >
          {method}
        </Button>
        <span className={common.line}>
          {text('results.seed', { seed })}
          {isShown && ` · ${text('results.runs.current')}`}
        </span>
      </th>
      {objectives.map((objective) => {
        const metric = report?.[objective];
        return (
          <td key={objective} data-label={text(`objective.${objective}`)}>
            {metric ? numbers.score(metric.recall) : text('number.none')}
          </td>
        );
      })}
      <td data-label={text('results.forgetting')}>
        {drift === undefined ? text('number.none') : numbers.plain(drift)}
      </td>
      <td data-label={text('results.steps')}>{numbers.count(run.steps)}</td>
      <td data-label={text('results.flops')}>
        {run.flops === undefined ? text('number.none') : gigaFlop(run.flops, numbers)}
      </td>
      <td data-label={text('results.seconds')}>
        {formatDuration(text, run.seconds * 1000)}
        {run.engine !== 'none' && <span className={common.line}>{engineTitle(engineNameOf(run), text)}</span>}
      </td>
      <td data-label={text('results.parameters')}>{numbers.count(run.parameters)}</td>
      <td data-label={text('results.width')}>{run.vectorWidth}</td>
    </tr>
  );
}
