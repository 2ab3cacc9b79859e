/** The methods that learn, by id: the one place where a new one is entered. */
import { csmf } from './csmf';
import { csmfFisher } from './csmfFisher';
import { csmfIrd } from './csmfIrd';
import { csmfNoAml } from './csmfNoAml';
import { csmfNoAr } from './csmfNoAr';
import { csmfNoCpp } from './csmfNoCpp';
import { csmfPlus } from './csmfPlus';
import { CSMF_PLUS_PARTS } from './csmfPlusParts';
import { esmm } from './esmm';
import { hyperDpo } from './hyperDpo';
import { joint } from './joint';
import type { Method } from './method';
import { mmoe } from './mmoe';
import { packnet } from './packnet';
import { ple } from './ple';
import { rerank } from './rerank';
import { sequential } from './sequential';
import { sharedBottom } from './sharedBottom';
import { singleTask } from './singleTask';

const METHODS_THAT_LEARN = {
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

export type TrainedMethod = keyof typeof METHODS_THAT_LEARN;

export const TRAINED: Readonly<Record<TrainedMethod, Method>> = METHODS_THAT_LEARN;

/** Whether it trains a network, which has no masks, instead of masked two-towers. */
export const usesNetwork = (method: TrainedMethod): boolean => TRAINED[method].architecture !== undefined;

export const isTrained = (method: string): method is TrainedMethod => Object.hasOwn(TRAINED, method);
