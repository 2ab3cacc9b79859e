/** Says whose list is shown while a model trains: its own, and what it has learnt so far. */
import common from '../controls/common.module.css';
import { useText } from '../messages/useText';
import { usePage } from './usePage';

export function LiveNote() {
  const text = useText();
  const live = usePage((state) => state.live);
  const hasRun = usePage((state) => state.run !== null);
  if (!live) return null;
  const trained = live.trained.map((objective) => text(`objective.${objective}`).toLowerCase()).join(', ');
  return (
    <p className={common.note} role="status">
      {text(hasRun ? 'retrieve.live.besideRun' : 'retrieve.live', { trained })}
    </p>
  );
}
