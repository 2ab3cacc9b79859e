/** Whatever is open beside the view: parameters, pruning, curves, the user, and what the bar's menu offers. */
import { type ReactNode, Suspense } from 'react';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { ModalDialog } from '../controls/ModalDialog';
import { useText } from '../messages/useText';
import { lazyPanel } from '../shell/lazyPanel';
import type { Drawer as DrawerName } from '../shell/state';
import { About } from './About';
import { Setup } from './Setup';
import { Shortcuts } from './Shortcuts';
import { useCommands, usePage } from './usePage';

const PlanPanel = lazyPanel(async () => (await import('../plan/PlanPanel')).PlanPanel);
const PruningPanel = lazyPanel(async () => (await import('../masks/PruningPanel')).PruningPanel);
const ChartsPanel = lazyPanel(async () => (await import('../train/ChartsPanel')).ChartsPanel);
const UserCard = lazyPanel(async () => (await import('../retrieve/UserCard')).UserCard);

interface Content {
  title: string;
  place?: 'side' | 'centre';
  isQuestion?: boolean;
  content: ReactNode;
}

export function Drawers() {
  const { closeDrawer } = useCommands();
  const name = usePage((state) => state.drawer);
  const contents = useContents();
  if (name === null) return null;
  const { content, ...frame } = contents[name];
  return (
    <ModalDialog {...frame} onClose={closeDrawer}>
      <Suspense fallback={null}>{content}</Suspense>
    </ModalDialog>
  );
}

function useContents(): Readonly<Record<DrawerName, Content>> {
  const text = useText();
  return {
    plan: { title: text('plan.title'), content: <PlanPanel /> },
    pruning: { title: text('masks.details.title'), content: <PruningPanel /> },
    charts: { title: text('train.charts'), content: <ChartsPanel /> },
    user: { title: text('retrieve.user.title'), content: <UserCard /> },
    setup: { title: text('bar.setup'), place: 'centre', content: <Setup /> },
    shortcuts: { title: text('shortcuts.title'), place: 'centre', content: <Shortcuts /> },
    about: { title: text('about.title'), place: 'centre', content: <About /> },
    delete: {
      title: text('storage.deleteAll'),
      place: 'centre',
      isQuestion: true,
      content: <Deletion />,
    },
  };
}

/** Deletes everything after a confirmation: it cannot be undone. */
function Deletion() {
  const text = useText();
  const { deleteEverything, closeDrawer } = useCommands();
  return (
    <>
      <p>{text('storage.deleteAll.question')}</p>
      <div className={common.row}>
        <Button
          onPress={() => {
            closeDrawer();
            void deleteEverything();
          }}
        >
          {text('storage.deleteAll.confirm')}
        </Button>
        <Button onPress={closeDrawer}>{text('storage.deleteAll.cancel')}</Button>
      </div>
    </>
  );
}
