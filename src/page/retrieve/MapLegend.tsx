/** What the colours of the map mean: a choice, a scale with its numbers, and how far the map is computed. */
import { OBJECTIVES } from '../../data/schema';
import { SegmentedControl } from '../controls/SegmentedControl';
import { useNumbers, useText } from '../messages/useText';
import styles from './FusionTriangle.module.css';
import { shade } from './MapPicture';
import type { MapColour } from './state';
import { useColouredMap } from './useColouredMap';
import { useCommands, usePage } from './usePage';

const LEVELS = [0, 0.2, 0.4, 0.6, 0.8, 1];

export function MapLegend() {
  const text = useText();
  const numbers = useNumbers();
  const { setMapColour } = useCommands();
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  const colour = usePage((state) => state.mapColour);
  const progress = usePage((state) => state.mapProgress);
  const coloured = useColouredMap();
  const format = colour === 'smallest-share' ? numbers.share : numbers.score;
  const options: { id: MapColour; title: string }[] = [
    ...objectives.map((objective) => ({ id: objective, title: text(`objective.${objective}.letter`) })),
    { id: 'smallest-share', title: text('retrieve.map.share') },
  ];
  return (
    <div className={styles.legend} data-owner={colour === 'smallest-share' ? undefined : colour}>
      <SegmentedControl
        label={text('retrieve.map.colour')}
        options={options}
        selected={colour}
        onChoose={setMapColour}
      />
      {progress === null && (
        <span className={styles.scale} title={text(`retrieve.map.scale.${kindOf(colour)}`)}>
          <span>{coloured ? format(coloured.low) : text('number.none')}</span>
          <span className={styles.steps} aria-hidden="true">
            {LEVELS.map((level) => (
              <i key={level} style={{ background: shade(level) }} />
            ))}
          </span>
          <span>{coloured ? format(coloured.high) : text('number.none')}</span>
        </span>
      )}
      {progress !== null && (
        <span className={styles.scale} role="status">
          {text('retrieve.map.progress', { share: numbers.share(progress) })}
        </span>
      )}
    </div>
  );
}

const kindOf = (colour: MapColour): 'share' | 'recall' => (colour === 'smallest-share' ? 'share' : 'recall');
