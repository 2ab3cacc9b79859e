/** Which stage's end is shown, by a slider over the stages that have ended. */
import { clsx } from 'clsx';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import common from '../controls/common.module.css';
import { stageTitle } from '../legend/stages';
import { useText } from '../messages/useText';
import { isTraining } from '../train/state';
import styles from './StageSlider.module.css';
import { useCommands, usePage } from './usePage';

export function StageSlider() {
  const text = useText();
  const { showStage } = useCommands();
  const reports = usePage((state) => state.reports);
  const shown = usePage((state) => state.shownStage);
  const isOpen = usePage(isTraining);
  if (reports.length < 2 && !isOpen) return null;
  // While it trains, the position after the last stage that ended is the model as it is now.
  const end = isOpen ? reports.length : reports.length - 1;
  const position = shown?.stage ?? end;
  const report = reports[position];
  const name = report
    ? text('masks.stage.name', { stage: stageTitle(report, text), number: position + 1, count: end + 1 })
    : text('masks.stage.now');
  return (
    <div className={styles.stages}>
      <Slider
        className={clsx(styles.slider)}
        minValue={0}
        maxValue={Math.max(1, end)}
        isDisabled={end === 0}
        value={position}
        onChange={(value) => void showStage(value === end ? null : value)}
      >
        <Label className={clsx(styles.label)}>{text('masks.stage')}</Label>
        <SliderOutput className={clsx(styles.value)}>{name}</SliderOutput>
        <SliderTrack className={clsx(styles.track)}>
          {Array.from({ length: end + 1 }, (_, stage) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: ticks are alike
              key={stage}
              className={styles.tick}
              data-owner={reports[stage]?.objective}
              style={{ insetInlineStart: `${end > 0 ? (100 * stage) / end : 0}%` }}
            />
          ))}
          <SliderThumb className={clsx(styles.thumb)} aria-valuetext={name} />
        </SliderTrack>
      </Slider>
      {shown && !shown.hasMasks && <p className={common.note}>{text('masks.stage.noMasks')}</p>}
      {shown && !shown.hasList && <p className={common.note}>{text('masks.stage.noList')}</p>}
    </div>
  );
}
