/** Ctrl+Z, or ⌘Z, takes the latest change of the weighting back, but not while a text is being written. */
import { useEffect } from 'react';

export function useUndoShortcut(undo: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!isUndo(event) || writesText(event.target)) return;
      event.preventDefault();
      undo();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [undo]);
}

const isUndo = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'z' && (ctrlKey || metaKey) && !shiftKey && !altKey;

const writesText = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.matches(
    'input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, [contenteditable]',
  );
