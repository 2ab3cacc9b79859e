/** The chosen user: features and history in training. */

import { clsx } from 'clsx';
import { useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components/ComboBox';
import { OBJECTIVES } from '../../data/schema';
import type { DatasetView } from '../../worker/protocol/data';
import type { UserView } from '../../worker/protocol/retrieval';
import { Button } from '../controls/Button';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import fieldStyles from '../controls/Field.module.css';
import listboxStyles from '../controls/Listbox.module.css';
import { ObjectiveChip } from '../legend/ObjectiveMark';
import { useNumbers, useText } from '../messages/useText';
import { featureText } from './featureText';
import retrieveStyles from './retrieve.module.css';
import styles from './UserCard.module.css';
import { useCommands, usePage } from './usePage';

/** Maximum of matches offered; a log may have a hundred thousand users. */
const OFFERED_USERS = 50;
/** Maximum of items shown of the history; the rest is counted. */
const SHOWN_HISTORY = 14;

export function UserCard() {
  const text = useText();
  const { randomUser } = useCommands();
  const dataset = usePage((state) => state.dataset);
  const view = usePage((state) => state.userView);
  const userId = usePage((state) => state.userId);
  if (!dataset || !view || userId === null) return null;
  const features = dataset.users.features.map((feature) => ({
    name: feature.name,
    value: featureText(feature, view.user) || text('number.none'),
  }));
  return (
    <Card className={retrieveStyles.user}>
      <div className={styles.search}>
        <UserSearch key={userId} ids={dataset.users.ids} userId={userId} />
        <Button onPress={() => void randomUser()}>{text('retrieve.user.random')}</Button>
      </div>
      {features.length > 0 && (
        <dl className={styles.features}>
          {features.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <History dataset={dataset} view={view} />
    </Card>
  );
}

/** The search field; its key is the user, so that it always names the one shown. */
function UserSearch({ ids, userId }: { ids: readonly string[]; userId: string }) {
  const text = useText();
  const { chooseUser } = useCommands();
  const [typed, setTyped] = useState(userId);
  const wanted = typed === userId ? '' : typed.toLowerCase();
  const matches: { id: string }[] = [];
  for (const id of ids) {
    if (id.toLowerCase().includes(wanted)) matches.push({ id });
    if (matches.length === OFFERED_USERS) break;
  }
  return (
    <ComboBox
      className={clsx(fieldStyles.field)}
      items={matches}
      inputValue={typed}
      onInputChange={setTyped}
      onChange={(id) => id !== null && void chooseUser(String(id))}
      menuTrigger="focus"
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
          {({ id }: { id: string }) => (
            <ListBoxItem className={clsx(listboxStyles.option)} id={id} textValue={id}>
              {id}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

function History({ dataset, view }: { dataset: DatasetView; view: UserView }) {
  const text = useText();
  const numbers = useNumbers();
  const { history } = view;
  const reaching = (depth: number) => numbers.count(history.filter((entry) => entry.depth >= depth).length);
  const two = dataset.summary.objectives.length === 2;
  const shown = history.slice(0, SHOWN_HISTORY);
  const names = dataset.items.titles ?? dataset.items.ids;
  return (
    <div className={common.stack}>
      <div className={common.spread}>
        <h3>{text('retrieve.history')}</h3>
        <span className={common.note}>
          {history.length > 0 &&
            text(two ? 'retrieve.history.countTwo' : 'retrieve.history.count', {
              exposures: reaching(0),
              clicks: reaching(1),
              conversions: reaching(2),
            })}
        </span>
      </div>
      {history.length === 0 && <p className={common.note}>{text('retrieve.history.none')}</p>}
      <ul className={styles.chips}>
        {shown.map(({ item, depth }) => (
          <li key={item}>
            <ObjectiveChip objective={OBJECTIVES[depth] ?? 'exposure'}>{names[item]}</ObjectiveChip>
          </li>
        ))}
      </ul>
      {history.length > SHOWN_HISTORY && (
        <p className={common.note}>
          {text('retrieve.history.more', { count: history.length - SHOWN_HISTORY })}
        </p>
      )}
    </div>
  );
}
