/** A button that loads the log without the rows that cannot be read, where these are all that is wrong. */
import { Button } from '../controls/Button';
import { useText } from '../messages/useText';
import { badRowsOf } from './badRows';
import type { Fault } from './state';
import { useCommands, usePage } from './usePage';

export function SkipOffer({ fault }: { fault: Fault }) {
  const text = useText();
  const { skipBadRows } = useCommands();
  const isLoading = usePage((state) => state.loading !== null);
  const rows = badRowsOf(fault);
  if (rows === null) return null;
  return (
    <div>
      <Button variant="primary" isBusy={isLoading} onPress={() => void skipBadRows()}>
        {rows === 'some' ? text('mapping.skip.some') : text('mapping.skip.rows', { count: rows })}
      </Button>
    </div>
  );
}
