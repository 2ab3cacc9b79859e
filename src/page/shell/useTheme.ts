/** Light or dark: what a person chose, or what the system asks for. */
import { useLayoutEffect, useSyncExternalStore } from 'react';
import { usePage } from './usePage';

const DARK = '(prefers-color-scheme: dark)';

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(DARK);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

export function useResolvedTheme(): 'light' | 'dark' {
  const chosen = usePage((state) => state.theme);
  const systemIsDark = useSyncExternalStore(subscribe, () => window.matchMedia(DARK).matches);
  if (chosen !== 'auto') return chosen;
  return systemIsDark ? 'dark' : 'light';
}

/** Tells the style sheet before the browser paints, so that no panel flashes in the other theme. */
export function useAppliedTheme(): void {
  const theme = useResolvedTheme();
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}
