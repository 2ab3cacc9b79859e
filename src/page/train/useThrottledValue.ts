/** A value that changes no faster than an eye reads: redrawing a chart at every batch would block the page. */
import { useEffect, useRef, useState } from 'react';

/** Follows `value`, at most once in `intervalMs`; the last value always arrives. */
export function useThrottledValue<T>(value: T, intervalMs: number): T {
  const [shown, setShown] = useState(value);
  const shownAt = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, shownAt.current + intervalMs - performance.now());
    const timer = setTimeout(() => {
      shownAt.current = performance.now();
      setShown(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, intervalMs]);
  return shown;
}
