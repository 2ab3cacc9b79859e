/** Everything that steers: the weights, their presets, and what they do to everybody's lists. */
import { Disclosure } from '../controls/Disclosure';
import { useText } from '../messages/useText';
import { FusedRecall } from './FusedRecall';
import { FusionIdentity, FusionSliders } from './FusionSliders';
import { FusionTriangle } from './FusionTriangle';
import styles from './retrieve.module.css';
import { SteeringBar } from './SteeringBar';
import { TriangleLegend } from './TriangleLegend';
import { WeightingTable } from './WeightingTable';

export function FusionPanel() {
  const text = useText();
  return (
    <>
      {/* The presets stand beside the title, and come after the sliders for the Tab key. */}
      <div className={styles.steered}>
        <h3>{text('retrieve.fusion')}</h3>
        <div className={styles.fusion}>
          <FusionTriangle />
          <div className={styles.side}>
            <FusionSliders />
            <TriangleLegend />
            <FusionIdentity />
          </div>
        </div>
        <SteeringBar />
      </div>
      <FusedRecall />
      <TableDisclosure />
    </>
  );
}

/** What a phone shows of it beside the docked sliders: all weightings, presets, and what the weighting means. */
export function FusionBesideDock() {
  return (
    <>
      <FusionTriangle />
      <TriangleLegend />
      <SteeringBar />
      <FusionIdentity />
      <TableDisclosure />
    </>
  );
}

function TableDisclosure() {
  const text = useText();
  return (
    <Disclosure summary={text('retrieve.grid.table')} className={styles.table}>
      <WeightingTable />
    </Disclosure>
  );
}
