/** All English texts of the page, one record; a translation is another record with the same keys. */
import { config } from './en/config';
import { data } from './en/data';
import { dataIssues } from './en/dataIssues';
import { lab } from './en/lab';
import { labErrors } from './en/labErrors';
import { mapping } from './en/mapping';
import { masks } from './en/masks';
import { plan } from './en/plan';
import { results } from './en/results';
import { retrieve } from './en/retrieve';
import { sessionErrors } from './en/sessionErrors';
import { shell } from './en/shell';
import { storage } from './en/storage';
import { train } from './en/train';
import { trainingErrors } from './en/trainingErrors';

export const en = {
  ...shell,
  ...data,
  ...mapping,
  ...plan,
  ...config,
  ...train,
  ...masks,
  ...results,
  ...retrieve,
  ...lab,
  ...storage,
  ...trainingErrors,
  ...dataIssues,
  ...sessionErrors,
  ...labErrors,
};

export type MessageId = keyof typeof en;
