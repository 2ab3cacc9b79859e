/** The table of runs, and what its columns mean. */
import { OBJECTIVES, type Objective } from '../../data/schema';
import common from '../controls/common.module.css';
import { DataTable, TableScroll } from '../controls/DataTable';
import { methodTitle } from '../legend/methods';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useText } from '../messages/useText';
import type { ListedRun } from './listedRuns';
import { RunRow } from './RunRow';
import styles from './runs.module.css';
import { usePage } from './usePage';

/** Figures of a run beside its recalls, in the order of the table. */
const RUN_FIGURES = ['forgetting', 'steps', 'flops', 'seconds', 'parameters', 'width'] as const;

export function RunTable({ runs, onDeleted }: { runs: readonly ListedRun[]; onDeleted: () => void }) {
  const text = useText();
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  return (
    <>
      <TableScroll label={text('results.runs.table')}>
        <DataTable narrow="cards" className={styles.runs}>
          <Head objectives={objectives} />
          <tbody>
            {runs.map((run) => (
              <RunRow
                key={run.key}
                listed={run}
                objectives={objectives}
                title={run.name ?? methodTitle(run.method, text)}
                onDeleted={onDeleted}
              />
            ))}
          </tbody>
        </DataTable>
      </TableScroll>
      <Columns />
    </>
  );
}

function Head({ objectives }: { objectives: readonly Objective[] }) {
  const text = useText();
  return (
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
        {RUN_FIGURES.map((figure) => (
          <th key={figure} scope="col">
            {text(`results.${figure}`)}
          </th>
        ))}
        <th scope="col">
          <span className={common.hidden}>{text('results.runs.actions')}</span>
        </th>
      </tr>
    </thead>
  );
}

/** Explains the columns below the table, where touch and keyboard reach it at every width. */
function Columns() {
  const text = useText();
  return (
    <details className={common.ruledDisclosure}>
      <summary>{text('results.columns')}</summary>
      <dl className={styles.columns}>
        <div>
          <dt>{text('results.columns.recall')}</dt>
          <dd>{text('results.columns.recall.help')}</dd>
        </div>
        {RUN_FIGURES.map((figure) => (
          <div key={figure}>
            <dt>{text(`results.${figure}`)}</dt>
            <dd>{text(`results.${figure}.help`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
