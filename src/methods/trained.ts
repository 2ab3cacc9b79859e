/** The trained methods, by id. A new one is entered here. */
import { csmf } from './csmf';
import { CSMF_PLUS_PARTS, csmfFisher, csmfIrd, csmfNoAml, csmfNoAr, csmfNoCpp } from './csmfAblations';
import { csmfPlus } from './csmfPlus';
import { esmm } from './extra/esmm';
import { hyperDpo } from './extra/hyperDpo';
import { mmoe } from './extra/mmoe';
import { ple } from './extra/ple';
import { rerank } from './extra/rerank';
import { sharedBottom } from './extra/sharedBottom';
import { singleTask } from './extra/singleTask';
import { joint } from './joint';
import type { Method } from './method';
import { packnet } from './packnet';
import { sequential } from './sequential';

const TRAINED_METHODS = {
  csmf,
  'csmf-plus': csmfPlus,
  'csmf-no-cpp': csmfNoCpp,
  'csmf-no-aml': csmfNoAml,
  'csmf-no-ar': csmfNoAr,
  'csmf-fisher': csmfFisher,
  'csmf-ird': csmfIrd,
  ...CSMF_PLUS_PARTS,
  joint,
  sequential,
  packnet,
  'shared-bottom': sharedBottom,
  mmoe,
  ple,
  esmm,
  'single-task': singleTask,
  'hyper-dpo': hyperDpo,
  rerank,
} satisfies Record<string, Method>;

export type TrainedMethod = keyof typeof TRAINED_METHODS;

export const TRAINED: Readonly<Record<TrainedMethod, Method>> = TRAINED_METHODS;

/** Whether it trains a network, which has no masks, instead of masked two-towers. */
export const usesNetwork = (method: TrainedMethod): boolean => TRAINED[method].architecture !== undefined;

export const isTrained = (method: string): method is TrainedMethod => Object.hasOwn(TRAINED, method);
