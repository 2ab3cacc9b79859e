/** The progress of a computation: striped while it stands still, red after a failure. */
import { clsx } from 'clsx';
import styles from './ProgressBar.module.css';

export function ProgressBar(properties: {
  label: string;
  /** Share done, 0 to 1. */
  share: number;
  status: string;
  className?: string | undefined;
}) {
  const { label, share, status, className } = properties;
  return (
    <div
      className={clsx(styles.track, className)}
      data-status={status}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * share)}
      tabIndex={-1}
    >
      <div style={{ translate: `${100 * (share - 1)}%` }} />
    </div>
  );
}
