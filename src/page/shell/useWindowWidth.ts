/** The window's width as far as it changes what is rendered; what only looks different is CSS. */
import { useCallback, useSyncExternalStore } from 'react';

/** Widths at which the page renders other parts, in CSS pixels. */
type Breakpoint = 720 | 880 | 1600;

/** Returns whether the window is at most so wide: zoom makes it narrower. */
export function useIsNarrow(width: Breakpoint): boolean {
  const query = `(max-width: ${width}px)`;
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
