/** Everything that steers: the weights, their presets, and what they do to everybody's lists. */
import { useText } from '../messages/useText';
import { FusedRecall } from './FusedRecall';
import { FusionIdentity, FusionSliders } from './FusionSliders';
import { FusionTriangle } from './FusionTriangle';
import { MapLegend } from './MapLegend';
import { MapTable } from './MapTable';
import styles from './retrieve.module.css';
import { SteeringBar } from './SteeringBar';

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
            <MapLegend />
            <FusionIdentity />
          </div>
        </div>
        <SteeringBar />
      </div>
      <FusedRecall />
      <WeightingTable />
    </>
  );
}

/** What a phone shows of it beside the docked sliders: all weightings, presets, and what the weighting means. */
export function FusionMap() {
  return (
    <>
      <FusionTriangle />
      <MapLegend />
      <SteeringBar />
      <FusionIdentity />
      <WeightingTable />
    </>
  );
}

function WeightingTable() {
  const text = useText();
  return (
    <details className={styles.table}>
      <summary>{text('retrieve.map.table')}</summary>
      <MapTable />
    </details>
  );
}
