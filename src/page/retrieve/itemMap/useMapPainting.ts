/** Paints the map: the items when view, colours, room or theme change; the lit ones whenever the list does. */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useResolvedTheme } from '../../shell/useTheme';
import { type Layer, type Picture, paintItems, paintLit } from './paint';
import type { ColouredGroup } from './useColouring';

interface Canvases {
  items: RefObject<HTMLCanvasElement | null>;
  lit: RefObject<HTMLCanvasElement | null>;
}

export function useMapPainting(options: {
  picture: Picture;
  groups: readonly ColouredGroup[];
  top: readonly number[];
  shown: number | null;
}): Canvases {
  const { picture, groups, top, shown } = options;
  const theme = useResolvedTheme();
  const items = useRef<HTMLCanvasElement>(null);
  const lit = useRef<HTMLCanvasElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from CSS, which follows the theme
  useLayoutEffect(() => {
    if (!items.current || picture.size.width === 0) return;
    const colourOf = createColourReader(items.current);
    const layers = groups.map(
      ({ colour, shape, items: members }): Layer => ({ colour: colourOf(colour), shape, items: members }),
    );
    paintItems(items.current, picture, layers);
  }, [picture, groups, theme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useLayoutEffect(() => {
    if (!lit.current || picture.size.width === 0) return;
    const colourOf = createColourReader(lit.current);
    const colours = {
      lit: colourOf('var(--ink)'),
      onLit: colourOf('var(--surface)'),
      halo: colourOf('var(--surface)'),
      shown: colourOf('var(--focus)'),
    };
    paintLit(lit.current, picture, { top, shown, colours });
  }, [picture, top, shown, theme]);
  return { items, lit };
}

/** Returns a function that resolves a colour of the style sheet: a canvas knows no CSS variables. */
function createColourReader(element: HTMLElement): (colour: string) => string {
  return (colour) => {
    element.style.color = colour;
    const resolved = getComputedStyle(element).color;
    element.style.color = '';
    return resolved;
  };
}
