/** The engines' names, as `?engine=`, tables and the command line have them. Plain data, without any engine. */
import { TFJS_BACKENDS } from './tfjs/backends';

/** Names that `?engine=` may have. */
export const ENGINE_NAMES = [
  'wgsl',
  'wasm',
  ...TFJS_BACKENDS.map((backend) => `tfjs-${backend}` as const),
] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** What links of version 0.1.0 call tfjs's backends. Their `wasm` was `tfjs-wasm`, and is the fused engine now. */
const EARLIER_NAMES: Readonly<Record<string, EngineName>> = {
  webgpu: 'tfjs-webgpu',
  webgl: 'tfjs-webgl',
  cpu: 'tfjs-cpu',
};

/** Returns the engine that an address asks for, also by an earlier name; undefined where there is none. */
export const engineNamed = (asked: string): EngineName | undefined =>
  ENGINE_NAMES.find((name) => name === asked) ??
  (Object.hasOwn(EARLIER_NAMES, asked) ? EARLIER_NAMES[asked] : undefined);

/**
 * Returns the name of what a run or a trial was trained on: a fused engine by itself, tfjs with its backend,
 * `none` where nothing was trained; undefined of a record that does not say it.
 */
export function engineNameOf(recorded: { engine?: string | undefined; backend?: string | undefined }) {
  const { engine, backend } = recorded;
  return engine === 'tfjs' ? `tfjs-${backend ?? ''}` : engine;
}
