/** The notice of a link whose log is not loaded: which file to open, by name and fingerprint. */

import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { PageNotice } from '../controls/PageNotice';
import { methodTitle } from '../legend/methods';
import { useText } from '../messages/useText';
import { useCommands, usePage } from './usePage';

export function LinkNotice() {
  const text = useText();
  const { dismissLink } = useCommands();
  const link = usePage((state) => state.link);
  const isLoading = usePage((state) => state.loading !== null || state.dataset === null);
  if (!link || isLoading) return null;
  const { name, fingerprint } = link.dataset;
  const method = methodTitle(link.method, text);
  return (
    <PageNotice title={text('link.needed', { name })}>
      <p>{text('link.needed.what', { name, method, fingerprint: fingerprint.slice(0, 16) })}</p>
      <div className={common.row}>
        <Button onPress={dismissLink}>{text('problem.dismiss')}</Button>
      </div>
    </PageNotice>
  );
}
