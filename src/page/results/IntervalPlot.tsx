/** A value and its interval on a scale from `min` (default 0) to `max`. */
import styles from './IntervalPlot.module.css';
export function IntervalPlot(properties: {
  value: number;
  low: number;
  high: number;
  min?: number;
  max: number;
  label: string;
}) {
  const { value, low, high, min = 0, max, label } = properties;
  const x = (number: number) => 3 + (94 * (number - min)) / (max - min);
  return (
    <svg
      className={styles.interval}
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <line className={styles.scale} x1="0" x2="100" y1="5" y2="5" />
      <line className={styles.range} x1={x(low)} x2={x(high)} y1="5" y2="5" />
      <line className={styles.value} x1={x(value)} x2={x(value)} y1="0.5" y2="9.5" />
    </svg>
  );
}
