/** Texts for datasets, trials and times of the lab. */
import { SAMPLES } from '../../data/sample/sampleCatalogue';
import { GRID_SIZE } from '../../methods/methodCatalogue';
import type { DatasetView } from '../../worker/protocol/data';
import type { DatasetRequest, LabState, Trial } from '../../worker/protocol/lab';
import { methodTitle } from '../legend/methods';
import type { Numbers, Text } from '../messages/useText';

/** Returns the title of a table's dataset: a sample's title, with its size where changed (`Shop 60 × 60`), or a file's name. */
export function datasetTitle(name: string, text: Text): string {
  const sample = SAMPLES.find((entry) => name === entry.name || name.startsWith(`${entry.name} `));
  return sample ? text(`sample.${sample.name}.title`) + name.slice(sample.name.length) : name;
}

export function requestTitle(request: DatasetRequest, loaded: DatasetView | null, text: Text): string {
  if ('fingerprint' in request) {
    const isLoaded = loaded?.summary.fingerprint === request.fingerprint;
    return isLoaded ? loaded.summary.name : text('lab.uploadedLog');
  }
  const { sample, users, items } = request;
  const title = datasetTitle(sample, text);
  const size = SAMPLES.find(({ name }) => name === sample);
  const isWhole = (users ?? size?.users) === size?.users && (items ?? size?.items) === size?.items;
  return isWhole ? title : `${title} ${users ?? size?.users} × ${items ?? size?.items}`;
}

/** Returns “CSMF on Shop, seed 1” or “tuning CSMF on Shop, 2 of 4”. */
export function trialTitle(trial: Trial, loaded: DatasetView | null, text: Text): string {
  const method = methodTitle(trial.variant.label, text);
  const dataset = requestTitle(trial.dataset, loaded, text);
  return trial.phase === 'tune'
    ? text('lab.trial.tune', { method, dataset, alternative: Number(trial.alternative) + 1, of: GRID_SIZE })
    : text('lab.trial.measure', { method, dataset, seed: trial.seed });
}

/** Returns “240 of 790 steps”; null before a training starts and where the trial will start over. */
export function stepsTitle({ progress, status }: LabState, text: Text, numbers: Numbers): string | null {
  if (!progress || status === 'waiting') return null;
  const { step, steps } = progress;
  return step < steps
    ? text('lab.trial.steps', { step: numbers.count(step), steps: numbers.count(steps) })
    : text('lab.trial.evaluating');
}

/** Formats a duration as coarsely as a guess: “under a minute”, “3 min”, “2.5 h”. */
export function roughTime(seconds: number, text: Text, numbers: Numbers): string {
  if (seconds < 50) return text('lab.time.seconds', { seconds: Math.max(5, 5 * Math.round(seconds / 5)) });
  if (seconds < 5400) return text('lab.time.minutes', { minutes: Math.max(1, Math.round(seconds / 60)) });
  return text('lab.time.hours', { hours: numbers.plain(Math.round(seconds / 1800) / 2) });
}
