/** The notice of an interrupted training: continue it, correct the cause of its failure, or discard it. */
import type { Interruption } from '../../worker/protocol/storage';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { PageNotice } from '../controls/PageNotice';
import { engineTitle } from '../legend/engines';
import { methodTitle } from '../legend/methods';
import { stageTitle } from '../legend/stages';
import { useText } from '../messages/useText';
import { isTraining } from '../train/state';
import { reloadAfter } from './afterReload';
import { otherEngine } from './otherEngine';
import { useDates } from './useDates';
import { useCommands, usePage } from './usePage';

export function InterruptionNotice() {
  const interruption = usePage(({ saved }) => saved?.interruptions[0]);
  const isBusy = usePage(isTraining);
  const isKilled = usePage((state) => state.isWorkerGone);
  if (isKilled) return <KilledNotice />;
  return interruption && !isBusy ? <Notice interruption={interruption} /> : null;
}

function Notice({ interruption }: { interruption: Interruption }) {
  const text = useText();
  const dates = useDates();
  const { continueTraining, fixTraining, discardTraining } = useCommands();
  const failure = usePage((state) => state.failure);
  const engines = otherEngine(
    interruption,
    usePage((state) => state.engine),
  );
  const other = engines && {
    saved: engineTitle(engines.saved, text),
    now: engineTitle(engines.now, text),
  };
  const { id, method, dataset, config, step, steps, stage, outline, savedAt } = interruption;
  const what = {
    method: methodTitle(method, text),
    dataset: dataset.name,
    seed: config.seed,
    step,
    steps,
    stage: outline ? stageTitle(outline, text) : stage,
    date: dates(savedAt),
  };
  return (
    <PageNotice title={text('storage.interrupted')}>
      {failure && <p>{text(`storage.cause.${failure}`)}</p>}
      <p>
        {text('storage.interrupted.what', what)}{' '}
        {!failure &&
          (other ? text('storage.interrupted.otherEngine', other) : text('storage.interrupted.exact'))}
      </p>
      <div className={common.row}>
        {failure ? (
          <Button onPress={() => void fixTraining(id)}>{text(`storage.remedy.${failure}`)}</Button>
        ) : (
          <Button onPress={() => void continueTraining(id)}>{text('storage.continue')}</Button>
        )}
        <Button onPress={() => void discardTraining(id)}>{text('storage.discard')}</Button>
      </div>
    </PageNotice>
  );
}

/** The notice that the worker has stopped; only a reload helps. */
function KilledNotice() {
  const text = useText();
  return (
    <PageNotice title={text('storage.workerStopped')}>
      <p>{text('storage.workerStopped.what')}</p>
      <div className={common.row}>
        <Button onPress={() => reloadAfter('out-of-memory')}>{text('storage.reload')}</Button>
      </div>
    </PageNotice>
  );
}
