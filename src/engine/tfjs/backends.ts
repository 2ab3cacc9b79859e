/** Names of tfjs's backends, apart from tfjs itself, which is loaded only when one of them is used. */
export const TFJS_BACKENDS = ['webgpu', 'wasm', 'webgl', 'cpu'] as const;
export type TfjsBackend = (typeof TFJS_BACKENDS)[number];
