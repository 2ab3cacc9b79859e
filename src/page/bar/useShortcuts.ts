/** The keyboard shortcuts: Space, full stop, R and the question mark, wherever nothing is typed or chosen. */
import { useEffect } from 'react';
import { useCommands } from './usePage';

/** Elements in which every key belongs to what is typed or chosen. */
const TYPING =
  'input, textarea, select, [contenteditable], [role="menu"], [role="listbox"], [role="dialog"], [role="alertdialog"]';
/** Elements that Space presses or moves. */
const PRESSED = 'button, summary, [role="button"], [role="slider"], [tabindex="0"]';

export function useShortcuts(): void {
  const { toggleTraining, step, reset, openDrawer } = useCommands();
  useEffect(() => {
    const actions: Readonly<Record<string, () => unknown>> = {
      ' ': toggleTraining,
      '.': () => step('batch'),
      r: () => reset('same'),
      '?': () => openDrawer('shortcuts'),
    };
    const press = (event: KeyboardEvent) => {
      const action = actions[event.key.toLowerCase()];
      if (!action || event.defaultPrevented || event.repeat) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (isTypingIn(target) || (event.key === ' ' && target.closest(PRESSED))) return;
      event.preventDefault();
      void action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [toggleTraining, step, reset, openDrawer]);
}

/** Whether a key pressed there is text or a choice; a slider is an input without text. */
function isTypingIn(target: Element): boolean {
  const field = target.closest(TYPING);
  return field !== null && !(field instanceof HTMLInputElement && field.type === 'range');
}
