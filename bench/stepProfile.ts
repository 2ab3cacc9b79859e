/** The parts of a step of the engine for processors, from the rows of one group `profile`. */
import type { BenchmarkResult } from './results';

export interface StepProfile {
  stepMs: number;
  /** What is left of a step without any kernel: sorting the batch's rows, and the calls. */
  javascriptMs: number;
  /** Products with the packing of their operands. */
  productsMs: number;
  /** Products' share of the step. */
  productsShare: number;
  /** GFLOP/s of the products, and of products and sums in registers alone. */
  gigaflops: number;
  peakGigaflops: number;
}

/** Returns the profile of the rows of one size and model; undefined when one is missing or did not finish. */
export function stepProfile(rows: readonly BenchmarkResult[]): StepProfile | undefined {
  const named = (name: string) => rows.find((row) => row.group === 'profile' && row.name === name);
  const [whole, products, javascript, peak] = ['whole step', 'products', 'javascript', 'peak'].map(named);
  if (!whole?.medianMs || !products?.medianMs || !javascript?.medianMs || !peak?.medianMs) return undefined;
  const productsMs = products.medianMs - javascript.medianMs;
  return {
    stepMs: whole.medianMs,
    javascriptMs: javascript.medianMs,
    productsMs,
    productsShare: productsMs / whole.medianMs,
    gigaflops: gigaflops(products.operations!, productsMs),
    peakGigaflops: gigaflops(peak.operations!, peak.medianMs),
  };
}

const gigaflops = (operations: number, ms: number): number => operations / ms / 1e6;
