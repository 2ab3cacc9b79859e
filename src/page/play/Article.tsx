/** The article below the instrument: a paragraph for each idea, with the part of the instrument that shows it. */
import { Button } from '../controls/Button';
import { useText } from '../messages/useText';
import type { Part } from '../shell/state';
import styles from './Article.module.css';
import { useCommands } from './usePage';

const PARAGRAPHS = [
  { idea: 'data', part: 'data' },
  { idea: 'plan', part: 'stages' },
  { idea: 'train', part: 'stages' },
  { idea: 'masks', part: 'masks' },
  { idea: 'vector', part: 'vector' },
  { idea: 'fusion', part: 'fusion' },
  { idea: 'list', part: 'list' },
] as const satisfies readonly { idea: string; part: Part }[];

export function Article() {
  const text = useText();
  const { outline } = useCommands();
  return (
    <article className={styles.article} aria-labelledby="article-title">
      <h2 id="article-title">{text('article.title')}</h2>
      {PARAGRAPHS.map(({ idea, part }) => (
        <section key={idea}>
          <h3>{text(`article.${idea}.title`)}</h3>
          <p>{text(`article.${idea}`)}</p>
          <Button
            size="small"
            aria-label={text('play.show.label', { part: text(`article.${idea}.title`) })}
            onPress={() => outline(part)}
          >
            {text('play.show')}
          </Button>
        </section>
      ))}
    </article>
  );
}
