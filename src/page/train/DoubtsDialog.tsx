/** The question before a training on a log that is hardly what it should be. */
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { ModalDialog } from '../controls/ModalDialog';
import { useCoded } from '../messages/useCoded';
import { useText } from '../messages/useText';
import { useCommands, usePage } from './usePage';

export function DoubtsDialog() {
  const text = useText();
  const coded = useCoded();
  const { answerDoubts, openView } = useCommands();
  const doubts = usePage((state) => state.doubts);
  if (!doubts) return null;
  const leave = () => void answerDoubts(false);
  return (
    <ModalDialog title={text('doubts.title')} place="centre" isQuestion onClose={leave}>
      <div className={common.stack}>
        <p>{text('doubts.intro')}</p>
        <ul className={common.stack}>
          {doubts.findings.map((finding) => (
            <li key={JSON.stringify(finding)}>{coded('finding', finding)}</li>
          ))}
        </ul>
        <div className={common.row}>
          <Button
            variant="primary"
            onPress={() => {
              leave();
              openView('data');
            }}
          >
            {text('doubts.look')}
          </Button>
          <Button onPress={() => void answerDoubts(true)}>{text('doubts.goOn')}</Button>
        </div>
      </div>
    </ModalDialog>
  );
}
