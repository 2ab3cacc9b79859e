/** Test reports of the runs, and of the untrained baselines beside them. */
import type { UntrainedBaseline } from '../../methods/methodCatalogue';
import type { EvaluationReport } from '../../worker/protocol/retrieval';

export interface ResultsSlice {
  /** Reports of the runs that were looked at since the log was loaded, by run id. */
  evaluations: Readonly<Record<string, EvaluationReport>>;
  untrainedReports: Readonly<Partial<Record<UntrainedBaseline, EvaluationReport>>>;
}

export const INITIAL_RESULTS: ResultsSlice = { evaluations: {}, untrainedReports: {} };
