/** Presets by intent, undo, and the pin that lists and recall are compared with: one stop of the Tab key. */
import { clsx } from 'clsx';
import { Toolbar } from 'react-aria-components/Toolbar';
import { OBJECTIVES } from '../../data/schema';
import { Button } from '../controls/Button';
import { useText } from '../messages/useText';
import { presetsOf } from './presets';
import styles from './retrieve.module.css';
import { fusedRunOf } from './state';
import { hasExposureGain, isSameWeighting } from './steering';
import { useCommands, usePage } from './usePage';
import { useUndoShortcut } from './useUndoShortcut';
import { useWeighting } from './useWeighting';

export function SteeringBar() {
  const text = useText();
  const { setWeighting, undoWeighting, pinWeighting } = useCommands();
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  const actsOnExposure = usePage((state) => hasExposureGain(fusedRunOf(state)));
  const canUndo = usePage((state) => state.undoable.length > 0);
  const pinned = usePage((state) => state.pinned);
  const isSteerable = usePage((state) => state.isSteerable);
  const weighting = useWeighting();
  useUndoShortcut(undoWeighting);
  return (
    <Toolbar className={clsx(styles.steering)} aria-label={text('retrieve.presets')}>
      {presetsOf(objectives, actsOnExposure).map((preset) => (
        <span key={preset.name} title={text(`retrieve.preset.${preset.name}.help`)}>
          <Button
            size="small"
            isInactive={!isSteerable}
            aria-pressed={isSameWeighting(preset, weighting)}
            onPress={() => setWeighting(preset)}
          >
            {text(`retrieve.preset.${preset.name}`)}
          </Button>
        </span>
      ))}
      <Button size="small" variant="quiet" isBusy={!canUndo} onPress={undoWeighting}>
        {text('retrieve.undo')}
      </Button>
      <Button
        size="small"
        variant="quiet"
        isInactive={!isSteerable}
        aria-pressed={pinned !== null}
        onPress={() => pinWeighting(pinned ? null : weighting)}
      >
        {text(pinned ? 'retrieve.unpin' : 'retrieve.pin')}
      </Button>
    </Toolbar>
  );
}
