/** The table of results in one of its views, with the choices of that view. */
import { useState } from 'react';
import type { Objective } from '../../data/schema';
import { RANKINGS, type RankingName, SEEDS_FOR_LUCK } from '../../lab/labCatalogue';
import { logNotes } from '../../lab/writers/logNotes';
import type { LabTable } from '../../worker/protocol/lab';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { SegmentedControl } from '../controls/SegmentedControl';
import { methodTitle } from '../legend/methods';
import { useCoded } from '../messages/useCoded';
import { useText } from '../messages/useText';
import { columnsOf, TABLE_VIEWS, type TableView } from './columns';
import { sweepOf } from './labDraft';
import { ResultTable } from './ResultTable';
import { usePage } from './usePage';

export function TableCard({ table }: { table: LabTable }) {
  const text = useText();
  const coded = useCoded();
  const [view, setView] = useState<TableView>('quality');
  const [ranking, setRanking] = useState<RankingName>('best');
  const [chosen, setObjective] = useState<Objective>('click');
  const isSweep = usePage(({ lab }) => sweepOf(lab.state?.spec) !== null);
  const { log, reference } = table;
  const objective = log.objectives.includes(chosen) ? chosen : log.objectives[0]!;
  const columns = columnsOf(view, table, { objective, ranking });
  const figure = log.figure === 'X' ? text('results.x') : text('results.recall', { k: log.k });
  return (
    <Card>
      <div className={common.spread}>
        <h3>{text(isSweep ? 'lab.table.values' : 'lab.table')}</h3>
        <SegmentedControl
          label={text('lab.view')}
          options={TABLE_VIEWS.map((id) => ({ id, title: text(`lab.view.${id}`) }))}
          selected={view}
          onChoose={setView}
        />
      </div>
      {(view === 'slices' || view === 'accuracy') && (
        <div className={common.row}>
          {view === 'slices' && (
            <SegmentedControl
              label={text('lab.objective')}
              options={log.objectives.map((id) => ({ id, title: text(`objective.${id}`) }))}
              selected={objective}
              onChoose={setObjective}
            />
          )}
          <SegmentedControl
            label={text('lab.ranking')}
            options={RANKINGS.map((id) => ({ id, title: text(`lab.ranking.${id}`) }))}
            selected={ranking}
            onChoose={setRanking}
          />
        </div>
      )}
      <ResultTable table={table} columns={columns} />
      <p className={common.note}>
        {text(`lab.view.${view}.note`, { figure, k: log.k, reference: methodTitle(reference, text) })}
      </p>
      {view === 'quality' && hasOneSeed(table) && <p className={common.note}>{text('lab.oneSeed')}</p>}
      {logNotes(log).map((fact) => (
        <p key={fact.code} className={common.note}>
          {coded('note', fact)}
        </p>
      ))}
      {table.engineNotes
        .filter(({ code }) => view === 'cost' || code === 'engines-mixed')
        .map((engine) => (
          <p key={engine.code + engine.values?.method} className={common.note}>
            {coded('note', engine)}
          </p>
        ))}
      {(view === 'quality' || view === 'accuracy') &&
        table.secondStages.map((stage) => (
          <p key={stage.values?.method} className={common.note}>
            {coded('note', stage)}
          </p>
        ))}
    </Card>
  );
}

const hasOneSeed = ({ rows }: LabTable): boolean =>
  rows.some(({ measured }) => measured) && rows.every(({ seeds }) => seeds.length < SEEDS_FOR_LUCK);
