/** Looks up the rows of one run, for the targets: medians by group, name, size and model, and their ratios. */
import type { BenchmarkResult, MaskStage, ModelKind } from './results';

export interface Size {
  users: number;
  items: number;
  batch: number;
}

export const FIRST: Size = { users: 2000, items: 2000, batch: 256 };
export const SECOND: Size = { users: 5000, items: 20_000, batch: 512 };
export const MANY_ITEMS: Size = { ...FIRST, items: 100_000 };

export interface Target {
  title: string;
  /** Undefined when a row it needs is missing or did not finish. */
  value: number | undefined;
  bound: number;
  wanted: 'at least' | 'at most';
}

export class MeasuredRows {
  constructor(private readonly rows: readonly BenchmarkResult[]) {}

  /** Returns the rows of a group of this size and model. */
  group(kind: BenchmarkResult['group'], size: Size, model: ModelKind): BenchmarkResult[] {
    return this.rows.filter((row) => row.group === kind && row.model === model && isOfSize(row, size));
  }

  stepRow(name: string, size: Size, model: ModelKind): BenchmarkResult | undefined {
    return this.group('step', size, model).find((row) => row.name === name);
  }

  /** Returns the median of an exposure step. */
  step(name: string, size: Size, model: ModelKind = 'small'): number | undefined {
    return this.stepRow(name, size, model)?.medianMs ?? undefined;
  }

  /** Returns the median of the fastest of these. */
  bestStep(names: readonly string[], size: Size, model: ModelKind = 'small'): number | undefined {
    return min(names.map((name) => this.step(name, size, model)));
  }

  /** Returns a stage's median over the exposure step's, first size. */
  stageToExposure(name: string, stage: MaskStage, model: ModelKind): number | undefined {
    const rows = this.group('mask', FIRST, model).filter((row) => row.name === name);
    const median = (wanted: MaskStage) => rows.find((row) => row.stage === wanted)?.medianMs ?? undefined;
    return ratio(median(stage), median('exposure'));
  }

  slider(name: string, items: number): BenchmarkResult | undefined {
    return this.rows.find((row) => row.group === 'slider' && row.name === name && row.items === items);
  }

  /** Returns the median of a whole training. */
  training(name: string): number | undefined {
    return this.rows.find((row) => row.group === 'training' && row.name === name)?.medianMs ?? undefined;
  }
}

export const atLeast = (bound: number, title: string, value: number | undefined): Target => ({
  ...{ title, value, bound },
  wanted: 'at least',
});

export const atMost = (bound: number, title: string, value: number | undefined): Target => ({
  ...{ title, value, bound },
  wanted: 'at most',
});

export const ratio = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a / b;

/** Returns the smallest value that is known. */
export function min(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

const isOfSize = (row: BenchmarkResult, { users, items, batch }: Size): boolean =>
  row.users === users && row.items === items && row.batch === batch;
