/** CSMF without the adaptive margin: γ = 0, plain sampled softmax in every stage (ablation of SIGIR 2025). */
import { csmf } from './csmf';
import { type Method, withoutPart } from './method';

export const csmfNoAml: Method = withoutPart(csmf, { gamma: 0 });
