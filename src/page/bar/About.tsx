/** What this page is, what it follows, and what leaves the browser: nothing. */
import { useText } from '../messages/useText';

const PAPER = 'https://arxiv.org/abs/2504.12920';

export function About() {
  const text = useText();
  return (
    <>
      <p>{text('app.sentence')}</p>
      <p>{text('app.footer')}</p>
      <p>{text('app.private')}</p>
      <p>
        <a href={PAPER} rel="noreferrer" target="_blank">
          {text('app.paper')}
        </a>
      </p>
    </>
  );
}
