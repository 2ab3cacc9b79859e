/** The results so far, dataset by dataset: the comparison first, then the table behind it. */

import { clsx } from 'clsx';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { Toolbar } from 'react-aria-components/Toolbar';
import type { LabTable } from '../../worker/protocol/lab';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import segmentedStyles from '../controls/SegmentedControl.module.css';
import { useText } from '../messages/useText';
import type { LabFormat } from './exportTables';
import { HeadToHeadCards } from './HeadToHeadCards';
import styles from './lab.module.css';
import { sweepOf } from './labDraft';
import { datasetTitle } from './labels';
import { ParetoCard } from './ParetoCard';
import { Shortfalls } from './Shortfalls';
import { isUnderWay } from './state';
import { TableCard } from './TableCard';
import { useCommands, usePage } from './usePage';

export function LabResults() {
  const text = useText();
  const tables = usePage(({ lab }) => lab.tables);
  const hasExperiment = usePage(({ lab }) => lab.state !== null && lab.state.spec !== null);
  const isBusy = usePage(({ lab }) => isUnderWay(lab.state));
  if (tables.length === 0) {
    return (
      <Notice kind="empty">
        {text(!hasExperiment ? 'lab.empty' : isBusy ? 'lab.empty.soon' : 'lab.empty.none')}
      </Notice>
    );
  }
  return (
    <Tabs className={clsx(styles.tabs)}>
      <div className={common.spread}>
        {/* A single one is a heading, too. */}
        <TabList
          className={clsx(segmentedStyles.segments)}
          aria-label={text('lab.datasets')}
          items={tables.map(withId)}
        >
          {({ dataset }) => (
            <Tab className={clsx(segmentedStyles.segment)} id={dataset}>
              {datasetTitle(dataset, text)}
            </Tab>
          )}
        </TabList>
        <Exports />
      </div>
      {tables.map((table) => (
        <TabPanel key={table.dataset} id={table.dataset} className={clsx(styles.dataset)}>
          <DatasetResults table={table} />
        </TabPanel>
      ))}
    </Tabs>
  );
}

const withId = ({ dataset }: LabTable) => ({ id: dataset, dataset });

function DatasetResults({ table }: { table: LabTable }) {
  const isSweep = usePage(({ lab }) => sweepOf(lab.state?.spec) !== null);
  return (
    <>
      {!isSweep && <HeadToHeadCards table={table} />}
      <TableCard table={table} />
      {table.log.objectives.length === 3 && !isSweep && <ParetoCard table={table} />}
      {!isSweep && <Shortfalls shortfalls={table.shortfalls} />}
    </>
  );
}

const FORMATS: readonly LabFormat[] = ['csv', 'latex', 'markdown'];

function Exports() {
  const text = useText();
  const { exportLab } = useCommands();
  return (
    <Toolbar className={clsx(common.row)} aria-label={text('lab.export')}>
      <span className={common.note} aria-hidden="true">
        {text('lab.export')}
      </span>
      {FORMATS.map((format) => (
        <Button key={format} size="small" onPress={() => void exportLab(format)}>
          {text(`lab.export.${format}`)}
        </Button>
      ))}
    </Toolbar>
  );
}
