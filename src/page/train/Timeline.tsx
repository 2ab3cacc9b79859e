/** The plan's stages from left to right, grouped by the objective being trained. */
import { useMemo } from 'react';
import type { Objective } from '../../data/schema';
import type { StageOutline } from '../../worker/protocol/training';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { methodTitle } from '../legend/methods';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useText } from '../messages/useText';
import { StageCard } from './StageCard';
import { StageScrubber } from './StageScrubber';
import styles from './Timeline.module.css';
import { usePage } from './usePage';

/** Shows everything that the stages reported; as the instrument's strip the recall alone, below the handle that moves through them. */
export function Timeline({ isStrip = false }: { isStrip?: boolean }) {
  const text = useText();
  const stages = usePage((state) => state.plan?.stages);
  const groups = useMemo(() => groupByObjective(stages ?? []), [stages]);
  const method = usePage((state) => state.plan?.method);
  if (groups.length === 0) {
    const sentence = method
      ? text('train.timeline.none', { method: methodTitle(method, text) })
      : text('train.timeline.empty');
    return (
      <Notice kind="empty" className={isStrip ? styles.empty : undefined}>
        {sentence}
      </Notice>
    );
  }
  return (
    <div className={styles.timeline} data-strip={isStrip || undefined}>
      {isStrip && (
        <div className={styles.scrubber}>
          <StageScrubber isStrip />
        </div>
      )}
      {groups.map(({ objective, first, members }) => (
        <div
          key={first}
          className={styles.group}
          data-owner={objective}
          style={{ flexGrow: members.length, '--stages': members.length }}
        >
          <h3 className={common.row}>
            <ObjectiveMark objective={objective} />
            {text(`objective.${objective}`)}
          </h3>
          <ol className={styles.stages}>
            {members.map((stage, index) => (
              <StageCard key={stage.id} stage={stage} index={first + index} isBrief={isStrip} />
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}

interface StageGroup {
  objective: Objective;
  /** Index of the group's first stage in the plan. */
  first: number;
  members: StageOutline[];
}

function groupByObjective(stages: readonly StageOutline[]): StageGroup[] {
  const groups: StageGroup[] = [];
  stages.forEach((stage, index) => {
    const last = groups.at(-1);
    if (last?.objective === stage.objective) last.members.push(stage);
    else groups.push({ objective: stage.objective, first: index, members: [stage] });
  });
  return groups;
}
