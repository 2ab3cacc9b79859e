/** The methods that learn, by id: the one place where a new one is entered. */
import { csmf } from './csmf';
import { csmfFisher } from './csmfFisher';
import { csmfIrd } from './csmfIrd';
import { csmfNoAml } from './csmfNoAml';
import { csmfNoAr } from './csmfNoAr';
import { csmfNoCpp } from './csmfNoCpp';
import { csmfPlus } from './csmfPlus';
import { CSMF_PLUS_PARTS } from './csmfPlusParts';
import { joint } from './joint';
import type { Method } from './method';
import { packnet } from './packnet';
import { sequential } from './sequential';

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
} satisfies Record<string, Method>;

export type TrainedMethod = keyof typeof METHODS_THAT_LEARN;

export const TRAINED: Readonly<Record<TrainedMethod, Method>> = METHODS_THAT_LEARN;

export const isTrained = (method: string): method is TrainedMethod => Object.hasOwn(TRAINED, method);
