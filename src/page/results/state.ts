/** Test reports of the runs, and of the untrained baselines beside them; defaults that tell runs apart. */
import type { Config } from '../../config';
import type { UntrainedBaseline } from '../../methods/methodCatalogue';
import type { EvaluationReport } from '../../worker/protocol/retrieval';

export interface ResultsSlice {
  /** Reports of the runs that were looked at since the log was loaded, by run id. */
  evaluations: Readonly<Record<string, EvaluationReport>>;
  untrainedReports: Readonly<Partial<Record<UntrainedBaseline, EvaluationReport>>>;
  /** Configuration of a method on the loaded log without changes, by method, as far as a run has it. */
  defaults: Readonly<Record<string, Config>>;
}

export const INITIAL_RESULTS: ResultsSlice = { evaluations: {}, untrainedReports: {}, defaults: {} };
