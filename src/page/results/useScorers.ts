/** Everything a ranking can come from, with its report: the run, then the methods without training. */
import { useMemo } from 'react';
import { UNTRAINED_BASELINE_IDS, type UntrainedBaseline } from '../../methods/methodCatalogue';
import type { EvaluationReport } from '../../worker/protocol/retrieval';
import { useText } from '../messages/useText';
import { usePage } from './usePage';

export interface NamedReport {
  id: 'run' | UntrainedBaseline;
  title: string;
  report: EvaluationReport;
}

export function useScorers(): { scorers: NamedReport[]; k: number } {
  const text = useText();
  const runId = usePage((state) => state.run?.summary.id);
  const report = usePage((state) => (runId === undefined ? undefined : state.evaluations[runId]));
  const untrained = usePage((state) => state.untrainedReports);
  return useMemo(() => {
    const scorers: NamedReport[] = [];
    if (report) scorers.push({ id: 'run', title: text('results.thisRun'), report });
    for (const id of UNTRAINED_BASELINE_IDS) {
      const baseline = untrained[id];
      if (baseline) scorers.push({ id, title: text(`method.${id}.title`), report: baseline });
    }
    return { scorers, k: report?.k ?? 0 };
  }, [report, untrained, text]);
}
