/** Saves the loaded log in one of the formats that other programs read. */
import { LOG_FORMATS, type LogFormat } from '../../data/export/logFormats';
import { MenuButton } from '../controls/MenuButton';
import { useText } from '../messages/useText';
import { useCommands, usePage } from './usePage';

export function ExportMenu() {
  const text = useText();
  const { exportLog } = useCommands();
  const isBusy = usePage(({ loading }) => loading !== null);
  const entries = LOG_FORMATS.map((format) => ({
    id: format,
    title: text(`data.export.${format}`),
    detail: text(`data.export.${format}.note`),
  }));
  return (
    <MenuButton
      label={text('data.export')}
      groups={[{ title: text('data.export.formats'), entries }]}
      isDisabled={isBusy}
      onChoose={(format) => void exportLog(format as LogFormat)}
    >
      {text('data.export')} <span aria-hidden="true">▾</span>
    </MenuButton>
  );
}
