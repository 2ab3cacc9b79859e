/** The one list of runs: of this visit and of earlier ones, with what a run file needs. */
import { useRef } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../controls/Button';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { useText } from '../messages/useText';
import { isTraining } from '../train/state';
import { listedRuns } from './listedRuns';
import { RunTable } from './RunTable';
import { useCommands, usePage } from './usePage';

export function RunsCard() {
  const text = useText();
  const { exportRun, importRun } = useCommands();
  const runs = usePage((state) => state.runs);
  const saved = usePage((state) => state.saved?.runs);
  const hasRun = usePage((state) => state.run !== null);
  const isBusy = usePage(isTraining);
  const heading = useRef<HTMLHeadingElement>(null);
  const listed = listedRuns(runs, saved ?? []);
  return (
    <Card as="section" aria-label={text('results.runs')}>
      <div className={common.spread}>
        <h3 ref={heading} tabIndex={-1}>
          {text('results.runs')}
        </h3>
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
      {listed.length === 0 ? (
        <p className={common.note}>{text('results.runs.none')}</p>
      ) : (
        <RunTable runs={listed} onDeleted={() => heading.current?.focus()} />
      )}
    </Card>
  );
}
