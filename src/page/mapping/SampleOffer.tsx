/** Where a limit was passed: one button goes on with a share of the users. */
import { Button } from 'react-aria-components/Button';
import type { Issue } from '../../data/schema';
import { useNumbers, useText } from '../messages/useText';
import { useCommands, usePage } from './usePage';

export function SampleOffer({ issues }: { issues: readonly Issue[] }) {
  const text = useText();
  const numbers = useNumbers();
  const { sampleUsers } = useCommands();
  const isLoading = usePage((state) => state.loading !== null);
  const share = issues.find((issue) => issue.share)?.share;
  if (share === undefined) return null;
  return (
    <div className="stack sampleOffer">
      <Button
        className="button primaryButton"
        data-primary=""
        isDisabled={isLoading}
        onPress={() => void sampleUsers(share)}
      >
        {text('mapping.sample', { share: numbers.share(share) })}
      </Button>
      <p className="note">{text('mapping.sample.note')}</p>
    </div>
  );
}
