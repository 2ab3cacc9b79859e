/** The search for a user by id, features and what they did. Whenever another user is shown it names that one. */
import { clsx } from 'clsx';
import { useEffect, useMemo, useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components/ComboBox';
import type { MatchReason } from '../../retrieve/userSearch';
import type { FoundUser } from '../../worker/protocol/retrieval';
import common from '../controls/common.module.css';
import fieldStyles from '../controls/Field.module.css';
import listboxStyles from '../controls/Listbox.module.css';
import { useText } from '../messages/useText';
import { useCommands, usePage } from './usePage';
import { parseUserQuery } from './userQuery';

export function UserSearch() {
  const text = useText();
  const { chooseUser } = useCommands();
  const userId = usePage((state) => state.userId) ?? '';
  const [typed, setTyped] = useState(userId);
  const [named, setNamed] = useState(userId);
  if (named !== userId) {
    setNamed(userId);
    setTyped(userId);
  }
  const found = useFoundUsers(typed === userId ? '' : typed);
  const choose = (id: string) => {
    setTyped(id);
    void chooseUser(id);
  };
  return (
    <ComboBox
      className={clsx(fieldStyles.field)}
      items={found.map((match) => ({ ...match, id: match.userId }))}
      value={null}
      inputValue={typed}
      onInputChange={setTyped}
      onChange={(id) => id !== null && choose(String(id))}
      onBlur={() => setTyped(userId)}
      menuTrigger="focus"
      allowsCustomValue
      allowsEmptyCollection
    >
      <Label className={fieldStyles.label}>{text('retrieve.user')}</Label>
      <Input className={clsx(fieldStyles.input)} placeholder={text('retrieve.user.placeholder')} />
      <Popover className={clsx(listboxStyles.popover)}>
        <ListBox
          className={clsx(listboxStyles.listbox)}
          renderEmptyState={() => (
            <p className={clsx(listboxStyles.option, common.note)}>{text('retrieve.user.none')}</p>
          )}
        >
          {({ id, reason }: FoundUser & { id: string }) => (
            <ListBoxItem className={clsx(listboxStyles.option)} id={id} textValue={id}>
              {id}
              <Reason reason={reason} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** Why a user was found, where it is not the id. */
function Reason({ reason }: { reason: MatchReason }) {
  const text = useText();
  const items = usePage((state) => state.dataset?.items);
  if (reason.kind === 'id') return null;
  if (reason.kind === 'feature') return <small>{reason.value}</small>;
  const title = items?.titles?.[reason.item] ?? items?.ids[reason.item] ?? '';
  return <small>{text(DEPTH_REASONS[reason.depth] ?? 'retrieve.search.sawItem', { item: title })}</small>;
}

const DEPTH_REASONS = [
  'retrieve.search.sawItem',
  'retrieve.search.clickedItem',
  'retrieve.search.boughtItem',
] as const;

/** Returns the users who match what is typed, as soon as the worker found them. */
function useFoundUsers(typed: string): readonly FoundUser[] {
  const text = useText();
  const { findUsers } = useCommands();
  const dataset = usePage((state) => state.dataset);
  const [found, setFound] = useState<readonly FoundUser[]>([]);
  const depthWords = useMemo(
    () => [text('retrieve.search.saw'), text('retrieve.search.clicked'), text('retrieve.search.bought')],
    [text],
  );
  useEffect(() => {
    let isCurrent = dataset !== null;
    if (!isCurrent) return;
    findUsers(parseUserQuery(typed, depthWords)).then(
      (users) => isCurrent && setFound(users),
      // A log that is being replaced has no users to find.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [typed, depthWords, dataset, findUsers]);
  return found;
}
