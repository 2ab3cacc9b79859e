/** A button that loads a log of one kind of event as what it is: one objective. */
import type { Issue } from '../../data/schema';
import { Button } from '../controls/Button';
import { useText } from '../messages/useText';
import { useCommands, usePage } from './usePage';

export function OneObjectiveOffer({ issues }: { issues: readonly Issue[] }) {
  const text = useText();
  const { loadOneObjective } = useCommands();
  const isLoading = usePage((state) => state.loading !== null);
  if (!issues.some(({ code }) => code === 'one-objective')) return null;
  return (
    <div>
      <Button isBusy={isLoading} onPress={() => void loadOneObjective()}>
        {text('mapping.oneObjective')}
      </Button>
    </div>
  );
}
