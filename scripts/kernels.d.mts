import type { Plugin } from 'vite';

export function compileKernels(file?: string): Promise<Uint8Array>;
export function kernels(): Plugin;
