/** Everything a ranking can come from, with its report: the run, then the methods without training. */
import { useMemo } from 'react';
import type { EvaluationReport } from '../../worker/protocol';
import { useText } from '../messages/useText';
import type { Baseline } from '../state';
import { usePage } from '../usePage';

export interface NamedReport {
  id: 'run' | Baseline;
  title: string;
  report: EvaluationReport;
}

const ORDER: readonly Baseline[] = ['popularity', 'random', 'oracle'];

export function useScorers(): { scorers: NamedReport[]; k: number } {
  const text = useText();
  const runId = usePage((state) => state.run?.summary.id);
  const own = usePage((state) => (runId === undefined ? undefined : state.evaluations[runId]));
  const baselines = usePage((state) => state.baselines);
  return useMemo(() => {
    const scorers: NamedReport[] = [];
    if (own) scorers.push({ id: 'run', title: text('results.thisRun'), report: own });
    for (const id of ORDER) {
      const report = baselines[id];
      if (report) scorers.push({ id, title: text(`method.${id}.title`), report });
    }
    return { scorers, k: own?.k ?? 0 };
  }, [own, baselines, text]);
}
