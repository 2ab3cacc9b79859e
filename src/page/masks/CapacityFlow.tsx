/** Who owns the weights at the end of each stage, from stage to stage: a stream, and the same in a table. */
import { OBJECTIVES } from '../../data/schema';
import type { StageReport } from '../../worker/protocol/training';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { DataTable, TableScroll } from '../controls/DataTable';
import { OWNERS } from '../legend/owners';
import { stageTitle } from '../legend/stages';
import { type Numbers, type Text, useNumbers, useText } from '../messages/useText';
import styles from './CapacityFlow.module.css';
import { flowBands } from './flowBands';
import { useCommands, usePage } from './usePage';

/** The stream's coordinates; a stage is one unit wide. */
const HEIGHT = 100;
const BAR = 0.5;

export function CapacityFlow() {
  const text = useText();
  const reports = usePage((state) => state.reports);
  const known = reports.filter(({ owned }) => owned !== undefined);
  return (
    <Card as="figure">
      <h3>{text('masks.flow')}</h3>
      {known.length === 0 ? (
        <p className={common.note}>{text('masks.flow.empty')}</p>
      ) : (
        <>
          <Stream reports={known} />
          <details className={common.disclosure}>
            <summary>{text('masks.flow.table')}</summary>
            <FlowTable reports={known} />
          </details>
        </>
      )}
      <DeadUnits report={reports.findLast(({ deadUnits }) => deadUnits !== undefined)} />
    </Card>
  );
}

function Stream({ reports }: { reports: readonly StageReport[] }) {
  const text = useText();
  const numbers = useNumbers();
  const { showStage } = useCommands();
  const shown = usePage((state) => state.shownStage?.stage ?? null);
  const last = reports.length - 1;
  const bands = flowBands(
    reports.map(({ owned }) => owned!),
    { bar: BAR, height: HEIGHT },
  );
  return (
    <>
      <svg
        className={styles.stream}
        viewBox={`0 0 ${reports.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={reports.map((report) => stageSentence(report, text, numbers)).join(' ')}
      >
        {bands.map(({ owner, points }) => (
          <polygon key={owner} className={styles.band} data-owner={owner} points={points} />
        ))}
      </svg>
      <ol className={styles.stages}>
        {reports.map((report, stage) => (
          <li key={report.id}>
            <button
              type="button"
              className={styles.stage}
              data-owner={report.objective}
              aria-label={text('masks.flow.show', { stage: stageTitle(report, text) })}
              aria-pressed={(shown ?? last) === stage}
              onClick={() => void showStage(stage === last ? null : stage)}
            >
              {text(`stage.short.${report.kind}`)} {text(`objective.${report.objective}.letter`)}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Returns “After Prune exposure: Exposure 60%, Free 40%.” */
function stageSentence(report: StageReport, text: Text, numbers: Numbers): string {
  const total = OWNERS.reduce((sum, owner) => sum + report.owned![owner], 0);
  const shares = OWNERS.filter((owner) => report.owned![owner] > 0).map((owner) =>
    text('share.label', {
      owner: text(`owner.${owner}`),
      share: numbers.share(report.owned![owner] / total),
    }),
  );
  return text('masks.flow.stage', { stage: stageTitle(report, text), shares: shares.join(', ') });
}

function FlowTable({ reports }: { reports: readonly StageReport[] }) {
  const text = useText();
  const numbers = useNumbers();
  return (
    <TableScroll label={text('masks.flow.table')}>
      <DataTable align="end">
        <thead>
          <tr>
            <th scope="col">{text('masks.flow.after')}</th>
            {OWNERS.map((owner) => (
              <th key={owner} scope="col">
                {text(`owner.${owner}`)}
              </th>
            ))}
            {OBJECTIVES.map((objective) => (
              <th key={objective} scope="col">
                {text('masks.flow.units', { letter: text(`objective.${objective}.letter`) })}
              </th>
            ))}
            <th scope="col">{text('masks.flow.dead')}</th>
          </tr>
        </thead>
        <tbody>
          {reports.map((report) => (
            <tr key={report.id}>
              <th scope="row">{stageTitle(report, text)}</th>
              {OWNERS.map((owner) => (
                <td key={owner}>{numbers.count(report.owned![owner])}</td>
              ))}
              {OBJECTIVES.map((objective) => (
                <td key={objective}>{report.outputBlocks?.[objective] ?? text('number.none')}</td>
              ))}
              <td>{report.deadUnits ? deadCount(report) : text('number.none')}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </TableScroll>
  );
}

function deadCount({ deadUnits }: StageReport): number {
  if (!deadUnits) return 0;
  return OBJECTIVES.reduce((sum, name) => sum + deadUnits.user[name] + deadUnits.item[name], 0);
}

/** How many hidden units never fire, of the latest stage that counted them. */
function DeadUnits({ report }: { report: StageReport | undefined }) {
  const text = useText();
  const dead = report?.deadUnits;
  if (!dead) return null;
  const count = (tower: 'user' | 'item') => OBJECTIVES.reduce((sum, name) => sum + dead[tower][name], 0);
  return <p className={common.note}>{text('masks.dead', { user: count('user'), item: count('item') })}</p>;
}
