/** CSMF+ with one of its parts switched off, all else equal: what each part is worth. (ours) */
import { type ConfigChanges, DEFAULTS } from '../config';
import type { CsmfPlusPart } from './catalogue';
import { csmfPlus } from './csmfPlus';
import { type Method, withoutPart } from './method';

/** Only starts from other values: what is not read by the plan alone, or by every method, stays a control. */
const startingFrom = (changes: ConfigChanges): Method => ({
  ...csmfPlus,
  defaults: (...log) => ({ ...csmfPlus.defaults(...log), ...changes }),
});

const { embeddingWidth, hiddenWidth, outputWidth } = DEFAULTS;

export const CSMF_PLUS_PARTS = {
  'csmf-plus-no-distillation': withoutPart(csmfPlus, { distillation: 0 }),
  'csmf-plus-no-decay': startingFrom({ embeddingDecay: 0 }),
  'csmf-plus-no-shrink': withoutPart(csmfPlus, { blockShrink: false }),
  'csmf-plus-no-auxiliary': withoutPart(csmfPlus, { auxiliary: 0 }),
  'csmf-plus-narrow': startingFrom({ embeddingWidth, hiddenWidth, outputWidth }),
} satisfies Record<CsmfPlusPart, Method>;
