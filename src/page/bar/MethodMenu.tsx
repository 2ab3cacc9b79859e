/** The method in a menu: the four that a first visit needs, and the way to all of them. */
import { MenuButton, type MenuGroup } from '../controls/MenuButton';
import { Icon } from '../legend/Icon';
import { methodName, SHORT_NAMED } from '../legend/methods';
import { useText } from '../messages/useText';
import styles from './Bar.module.css';
import { useCommands, usePage } from './usePage';

const OFFERED = SHORT_NAMED;
type Offered = (typeof OFFERED)[number];
const ALL = 'all';

export function MethodMenu() {
  const text = useText();
  const { chooseMethod, openDrawer } = useCommands();
  const method = usePage(({ draft }) => draft.method);
  const isOffered = OFFERED.some((id) => id === method);
  const name = methodName(method, text);
  const groups: MenuGroup[] = [
    {
      title: text('bar.method.word'),
      current: method,
      entries: [...OFFERED, ...(isOffered ? [] : [method])].map((id) => ({
        id,
        title: text(`method.${id}.title`),
        detail: text(`method.${id}.summary`),
      })),
    },
    { title: text('bar.method.more'), entries: [{ id: ALL, title: text('bar.method.all') }] },
  ];
  return (
    <MenuButton
      label={text('bar.method', { name })}
      groups={groups}
      onChoose={(id) => (id === ALL ? openDrawer('plan') : void chooseMethod(id as Offered))}
      className={styles.menuButton}
    >
      <span className={styles.word}>{text('bar.method.word')}</span>
      <strong className={styles.chosen}>{name}</strong>
      <Icon name="chevron" size={12} />
    </MenuButton>
  );
}
