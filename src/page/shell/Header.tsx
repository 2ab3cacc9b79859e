/** The page's header: name, sentence, links, engine and theme. */
import { SegmentedControl } from '../controls/SegmentedControl';
import { useText } from '../messages/useText';
import { EngineBadge } from './EngineBadge';
import styles from './Header.module.css';
import { SECTIONS } from './Section';
import type { Theme } from './state';
import { useCommands, usePage } from './usePage';

const PAPER = 'https://arxiv.org/abs/2504.12920';
const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

export function Header() {
  const text = useText();
  return (
    <header className={styles.header}>
      <div>
        <h1>{text('app.name')}</h1>
        <p>{text('app.sentence')}</p>
      </div>
      <div className={styles.tools}>
        <EngineBadge />
        <ThemeToggle />
      </div>
      <div className={styles.links}>
        <nav aria-label={text('app.sections')}>
          {SECTIONS.map((name) => (
            <a key={name} href={`#${name}`}>
              {text(`${name}.title`)}
            </a>
          ))}
        </nav>
        <a href={PAPER} rel="noreferrer" target="_blank">
          {text('app.paper')}
        </a>
      </div>
    </header>
  );
}

function ThemeToggle() {
  const text = useText();
  const { setTheme } = useCommands();
  const theme = usePage((state) => state.theme);
  return (
    <SegmentedControl
      label={text('theme.label')}
      options={THEMES.map((name) => ({ id: name, title: text(`theme.${name}`) }))}
      selected={theme}
      onChoose={setTheme}
    />
  );
}
