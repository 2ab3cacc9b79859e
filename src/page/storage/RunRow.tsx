/** A run in the list: what tells it apart, its figures, and what can be done with it. */
import { useRef, useState } from 'react';
import type { Objective } from '../../data/schema';
import { engineNameOf } from '../../engine/engineNames';
import { FLOP_PER_GFLOP } from '../../lab/labCatalogue';
import type { RunEntry } from '../../worker/protocol/training';
import common from '../controls/common.module.css';
import { engineTitle } from '../legend/engines';
import { formatDuration, type Numbers, useNumbers, useText } from '../messages/useText';
import type { ListedRun } from './listedRuns';
import { NameField } from './NameField';
import { RunActions } from './RunActions';
import { RunName } from './RunName';
import { useDates } from './useDates';
import { useCommands, usePage } from './usePage';

export function RunRow(properties: {
  listed: ListedRun;
  objectives: readonly Objective[];
  title: string;
  onDeleted: () => void;
}) {
  const { listed, objectives, title, onDeleted } = properties;
  const { run, saved } = listed;
  const { renameSavedRun } = useCommands();
  const isShown = usePage((state) => state.run !== null && state.run.summary.id === run?.id);
  const [isRenaming, setRenaming] = useState(false);
  const rename = useRef<HTMLButtonElement>(null);
  const endRenaming = () => {
    setRenaming(false);
    // The button is there again after the next paint.
    requestAnimationFrame(() => rename.current?.focus());
  };
  return (
    <tr data-shown={isShown || undefined} aria-current={isShown || undefined}>
      <th scope="row">
        {isRenaming && saved ? (
          <NameField
            name={title}
            onCancel={endRenaming}
            onSave={(wanted) => {
              endRenaming();
              void renameSavedRun(saved.id, wanted);
            }}
          />
        ) : (
          <RunName listed={listed} title={title} isShown={isShown} />
        )}
      </th>
      {run ? (
        <Figures run={run} objectives={objectives} />
      ) : (
        <NotOpened listed={listed} columns={objectives.length + 6} />
      )}
      <td>
        {saved && !isRenaming && (
          <RunActions
            id={saved.id}
            title={title}
            rename={rename}
            onRename={() => setRenaming(true)}
            onDeleted={onDeleted}
          />
        )}
      </td>
    </tr>
  );
}

/** What is known of a saved run before it is opened. */
function NotOpened({ listed: { saved }, columns }: { listed: ListedRun; columns: number }) {
  const text = useText();
  const numbers = useNumbers();
  const dates = useDates();
  if (!saved) return null;
  const { dataset, savedAt, bytes } = saved;
  return (
    <td colSpan={columns} className={common.note}>
      {text('storage.run', {
        dataset: dataset.name,
        date: dates(savedAt),
        size: numbers.count(bytes / 1000),
      })}
    </td>
  );
}

const gigaFlop = (flops: number, numbers: Numbers): string =>
  numbers.plain(Number((flops / FLOP_PER_GFLOP).toPrecision(3)));

function Figures({ run, objectives }: { run: RunEntry; objectives: readonly Objective[] }) {
  const text = useText();
  const numbers = useNumbers();
  const report = usePage((state) => state.evaluations[run.id]);
  const drift = run.drift.exposure;
  const none = text('number.none');
  return (
    <>
      {objectives.map((objective) => {
        const metric = report?.[objective];
        return (
          <td key={objective} data-label={text(`objective.${objective}`)}>
            {metric ? numbers.score(metric.recall) : none}
          </td>
        );
      })}
      <td data-label={text('results.forgetting')}>{drift === undefined ? none : numbers.plain(drift)}</td>
      <td data-label={text('results.steps')}>{numbers.count(run.steps)}</td>
      <td data-label={text('results.flops')}>
        {run.flops === undefined ? none : gigaFlop(run.flops, numbers)}
      </td>
      <td data-label={text('results.seconds')}>
        <span>
          {formatDuration(text, run.seconds * 1000)}
          {run.engine !== 'none' && (
            <span className={common.line}>{engineTitle(engineNameOf(run), text)}</span>
          )}
        </span>
      </td>
      <td data-label={text('results.parameters')}>{numbers.count(run.parameters)}</td>
      <td data-label={text('results.width')}>{run.vectorWidth}</td>
    </>
  );
}
