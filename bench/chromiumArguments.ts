/** Arguments that every Chromium of the tests and of the benchmark is started with. */

/** No update, no sync, no request that is not the page's. */
export const QUIET_ARGUMENTS: readonly string[] = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** Quiet, with WebGPU on the software adapter. */
export const WEBGPU_ARGUMENTS: readonly string[] = [
  ...QUIET_ARGUMENTS,
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];
