/** The methods that learn, by id: the one place where a new one is entered. */
import { csmf } from './csmf';
import { csmfPlus } from './csmfPlus';
import { joint } from './joint';
import type { Method } from './method';
import { rerank } from './rerank';
import { sequential } from './sequential';

const METHODS_THAT_LEARN = {
  csmf,
  'csmf-plus': csmfPlus,
  joint,
  sequential,
  rerank,
} satisfies Record<string, Method>;

export type TrainedMethod = keyof typeof METHODS_THAT_LEARN;

export const TRAINED: Readonly<Record<TrainedMethod, Method>> = METHODS_THAT_LEARN;

export const isTrained = (method: string): method is TrainedMethod => Object.hasOwn(TRAINED, method);
