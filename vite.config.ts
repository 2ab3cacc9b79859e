import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { englishOnly } from './scripts/englishOnly.mjs';
import { kernels } from './scripts/kernels.mjs';
import { pageChunks } from './scripts/pageChunk.mjs';

export default defineConfig({
  // Relative addresses, so that the build also works from a sub-folder of a web site.
  base: './',
  plugins: [react(), kernels(), englishOnly()],
  worker: { format: 'es', plugins: () => [kernels()] },
  build: {
    target: 'es2022',
    // The WASM binaries stay files: inlined they would travel with the worker even on WebGPU.
    assetsInlineLimit: 0,
    // tfjs in the worker is one large chunk by nature.
    chunkSizeWarningLimit: 3000,
    rolldownOptions: {
      output: { codeSplitting: { groups: pageChunks } },
      // The worker is built within the page's build, which is most of its time.
      checks: { bundlerTimings: false },
    },
  },
  server: { port: 5173, strictPort: true },
  // Imported inside the worker, which the dev server discovers too late to optimise in one go.
  optimizeDeps: {
    include: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', '@tensorflow/tfjs-backend-webgpu'],
  },
});
