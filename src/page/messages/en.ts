/**
 * All English texts of the page, one record; a translation is another record with the same keys.
 *
 * One concept has one name in all of them:
 * - log: the interactions that a model is trained on; a sample (generated here) or an uploaded log
 * - objective: exposure, click, conversion; upstream and later objectives in that order
 * - method: how a model is trained; CSMF and its ablations, baselines (trained), untrained baselines
 *   (popularity, neighbours, random) and the upper bound (oracle)
 * - stage: one part of a method's plan; it trains, prunes, recovers, shrinks or reranks
 * - run: a finished training; saved, opened, exported, deleted
 * - trial: one training of an experiment in the lab
 * - dimensions: of a vector or an embedding; parameters: everything that is trained
 */
import { bar } from './en/bar';
import { config } from './en/config';
import { data } from './en/data';
import { dataIssues } from './en/dataIssues';
import { findings } from './en/findings';
import { itemMap } from './en/itemMap';
import { lab } from './en/lab';
import { labErrors } from './en/labErrors';
import { mapping } from './en/mapping';
import { masks } from './en/masks';
import { oneObjective } from './en/oneObjective';
import { plan } from './en/plan';
import { play } from './en/play';
import { results } from './en/results';
import { retrieve } from './en/retrieve';
import { runFileErrors } from './en/runFileErrors';
import { runFileReadme } from './en/runFileReadme';
import { sessionErrors } from './en/sessionErrors';
import { shell } from './en/shell';
import { splits } from './en/splits';
import { storage } from './en/storage';
import { tableIssues } from './en/tableIssues';
import { train } from './en/train';
import { trainingErrors } from './en/trainingErrors';
import { understanding } from './en/understanding';

export const en = {
  ...bar,
  ...play,
  ...shell,
  ...data,
  ...mapping,
  ...splits,
  ...findings,
  ...oneObjective,
  ...plan,
  ...config,
  ...train,
  ...masks,
  ...results,
  ...retrieve,
  ...itemMap,
  ...lab,
  ...storage,
  ...trainingErrors,
  ...dataIssues,
  ...tableIssues,
  ...understanding,
  ...sessionErrors,
  ...runFileErrors,
  ...runFileReadme,
  ...labErrors,
};

export type MessageId = keyof typeof en;
