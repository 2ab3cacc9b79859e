/** What the colours of the grid mean: a choice, a scale with its numbers, and how far the grid is computed. */
import { OBJECTIVES } from '../../data/schema';
import { SegmentedControl } from '../controls/SegmentedControl';
import { useNumbers, useText } from '../messages/useText';
import styles from './FusionTriangle.module.css';
import type { GridColour } from './state';
import { shade } from './TrianglePicture';
import { useColouredGrid } from './useColouredGrid';
import { useCommands, usePage } from './usePage';

const LEVELS = [0, 0.2, 0.4, 0.6, 0.8, 1];

export function TriangleLegend() {
  const text = useText();
  const numbers = useNumbers();
  const { setGridColour } = useCommands();
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  const colour = usePage((state) => state.gridColour);
  const progress = usePage((state) => state.gridProgress);
  const coloured = useColouredGrid();
  const format = colour === 'smallest-share' ? numbers.share : numbers.score;
  const options: { id: GridColour; title: string }[] = [
    ...objectives.map((objective) => ({ id: objective, title: text(`objective.${objective}.letter`) })),
    { id: 'smallest-share', title: text('retrieve.grid.share') },
  ];
  return (
    <div className={styles.legend} data-owner={colour === 'smallest-share' ? undefined : colour}>
      <SegmentedControl
        label={text('retrieve.grid.colour')}
        options={options}
        selected={colour}
        onChoose={setGridColour}
      />
      {progress === null && (
        <span className={styles.scale} title={text(`retrieve.grid.scale.${kindOf(colour)}`)}>
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
          {text('retrieve.grid.progress', { share: numbers.share(progress) })}
        </span>
      )}
    </div>
  );
}

const kindOf = (colour: GridColour): 'share' | 'recall' => (colour === 'smallest-share' ? 'share' : 'recall');
