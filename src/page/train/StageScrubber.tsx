/** Moves through the stages: masks, list and recalls are those at the end of the stage under the handle. */
import { clsx } from 'clsx';
import { useLayoutEffect, useRef } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import common from '../controls/common.module.css';
import { useText } from '../messages/useText';
import { shownLack, shownName } from './readout';
import styles from './StageScrubber.module.css';
import { lastPosition, shownPosition, stageAt } from './scrubbing';
import { useCommands, usePage } from './usePage';

/** `isStrip`: stands above the strip's cards, the handle over the middle of each; what is shown stands elsewhere. */
export function StageScrubber({ isStrip = false }: { isStrip?: boolean }) {
  const text = useText();
  const { showStage } = useCommands();
  const count = usePage((state) => state.plan?.stages.length ?? 0);
  const reached = usePage((state) => state.reports.length);
  const stages = usePage((state) => state.plan?.stages);
  const last = usePage(lastPosition);
  const position = usePage(shownPosition);
  const name = usePage((state) => shownName(state, text));
  const move = usePage((state) => state.shownStage?.stage ?? null);
  const input = useRef<HTMLInputElement>(null);
  const valueText = name || text('strip.none');
  // React Aria writes the position's number here, and offers no way to write its name.
  useLayoutEffect(() => {
    if (position >= -1) input.current?.setAttribute('aria-valuetext', valueText);
  }, [position, valueText]);
  if (count === 0) return null;
  const show = (value: number) => {
    const stage = stageAt(value, last);
    if (stage !== move) void showStage(stage);
  };
  return (
    <Slider
      className={clsx(styles.scrubber)}
      data-strip={isStrip || undefined}
      style={{ '--stages': count }}
      minValue={0}
      maxValue={Math.max(1, count - 1)}
      isDisabled={last <= 0}
      value={Math.max(0, position)}
      onChange={show}
    >
      <Label className={clsx(isStrip ? common.hidden : styles.label)}>{text('strip.stage')}</Label>
      {!isStrip && <SliderOutput className={clsx(styles.value)}>{name}</SliderOutput>}
      <SliderTrack className={clsx(styles.track)}>
        {stages?.map(({ id, objective }, stage) => (
          <span
            key={id}
            className={styles.tick}
            data-owner={objective}
            data-ended={stage < reached || undefined}
            style={{ insetInlineStart: `${count > 1 ? (100 * stage) / (count - 1) : 0}%` }}
          />
        ))}
        <SliderThumb className={clsx(styles.thumb)} inputRef={input} />
      </SliderTrack>
    </Slider>
  );
}

/** Names what is shown, and says what of it was not kept; its two lines are always there. */
export function ShownStage() {
  const text = useText();
  const name = usePage((state) => shownName(state, text));
  const lack = usePage((state) => shownLack(state, text));
  return (
    <p className={styles.shown}>
      <strong title={name}>{name}</strong>
      <span className={common.note} title={lack}>
        {lack}
      </span>
    </p>
  );
}
