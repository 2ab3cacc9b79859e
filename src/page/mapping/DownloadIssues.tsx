/** A button that saves issues as a CSV file and says how many it holds. */
import { MAX_DOWNLOADED } from '../../data/csv/issues/issueCounts';
import { Button } from '../controls/Button';
import { useNumbers, useText } from '../messages/useText';
import type { ListedIssues } from './state';
import { useCommands, usePage } from './usePage';

export function DownloadIssues({ listed }: { listed: ListedIssues }) {
  const text = useText();
  const numbers = useNumbers();
  const { downloadIssues } = useCommands();
  const isLoading = usePage((state) => state.loading !== null);
  const { issues, count = issues.length, request } = listed;
  const held = request ? Math.min(count, MAX_DOWNLOADED) : issues.length;
  const counts = { total: count, count: numbers.count(count), held: numbers.count(held) };
  return (
    <div>
      <Button isDisabled={isLoading} onPress={() => void downloadIssues(listed)}>
        {text(held < count ? 'mapping.fault.download.first' : 'mapping.fault.download', counts)}
      </Button>
    </div>
  );
}
