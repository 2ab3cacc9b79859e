/** How each layer was pruned, and the shares of its owners. */

import common from '../controls/common.module.css';
import { CapacityFlow } from './CapacityFlow';
import { PruneCurves } from './PruneCurves';
import { SharesTable } from './SharesTable';
import { usePage } from './usePage';

export function PruningPanel() {
  const report = usePage((state) => state.masks?.report);
  return (
    <div className={common.stack}>
      <PruneCurves />
      <CapacityFlow />
      {report && <SharesTable report={report} />}
    </div>
  );
}
