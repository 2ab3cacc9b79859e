/** All weightings as one picture, coloured by what they reach; a point in it is dragged, and the sliders follow. */
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import { OBJECTIVES } from '../../data/schema';
import common from '../controls/common.module.css';
import { useText } from '../messages/useText';
import styles from './FusionTriangle.module.css';
import { weightList } from './steering';
import { TriangleMarks } from './TriangleMarks';
import { TrianglePicture } from './TrianglePicture';
import { TriangleTip } from './TriangleTip';
import { type TriangleGeometry, triangleGeometry } from './triangleGeometry';
import { inHundredths, weightsAfterKey } from './triangleKeys';
import { useColouredGrid } from './useColouredGrid';
import { useGridSentences } from './useGridSentences';
import { useCommands, usePage } from './usePage';
import { useWeighting } from './useWeighting';

export function FusionTriangle() {
  const text = useText();
  const objectives = usePage((state) => state.dataset?.summary.objectives.length ?? OBJECTIVES.length);
  const geometry = useMemo(() => triangleGeometry(objectives), [objectives]);
  const weights = weightList(useWeighting().weights, objectives);
  const coloured = useColouredGrid();
  const sentences = useGridSentences(coloured);
  const point = usePoint(geometry, weights);
  const isSteerable = usePage((state) => state.isSteerable);
  const name = { 'aria-label': text('retrieve.grid'), 'aria-describedby': 'triangle-summary' };
  const slider = {
    ...name,
    role: 'slider',
    tabIndex: 0,
    'aria-roledescription': text('retrieve.grid.role'),
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': Math.round(100 * shareOf(weights, 0)),
    'aria-valuetext': sentences.at(weights),
    ...point.listeners,
  };
  return (
    <div className={styles.triangle}>
      <div className={styles.point} {...(isSteerable ? slider : { ...name, role: 'img' })}>
        <svg viewBox={`0 0 ${geometry.width} ${geometry.height}`} aria-hidden="true">
          {coloured && <TrianglePicture geometry={geometry} coloured={coloured} />}
          <TriangleMarks geometry={geometry} />
        </svg>
        {point.shown && <TriangleTip weights={point.shown} coloured={coloured} />}
      </div>
      <p id="triangle-summary" className={common.hidden}>
        {sentences.summary}
      </p>
    </div>
  );
}

const shareOf = (weights: readonly number[], index: number): number => {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total > 0 ? weights[index]! / total : 0;
};

/** The point's keyboard, mouse and touch; `shown` are the weights whose values a tip gives. */
function usePoint(geometry: TriangleGeometry, weights: readonly number[]) {
  const { setWeights } = useCommands();
  const [hovered, setHovered] = useState<readonly number[] | null>(null);
  const [isFocused, setFocused] = useState(false);
  const isDragged = useRef(false);
  const set = (next: readonly number[]) => {
    const [exposure = 0, click = 0, conversion = 0] = inHundredths(next);
    setWeights({ exposure, click, conversion });
  };
  const weightsUnder = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>) => {
    const { left, top, width } = currentTarget.getBoundingClientRect();
    const scale = geometry.width / width;
    return geometry.weightsAt({ x: (clientX - left) * scale, y: (clientY - top) * scale });
  };
  const end = () => {
    isDragged.current = false;
  };
  const listeners = {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const next = weightsAfterKey(weights, event);
      if (!next) return;
      event.preventDefault();
      setFocused(true);
      set(next);
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      isDragged.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      set(weightsUnder(event));
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const under = weightsUnder(event);
      if (isDragged.current) set(under);
      if (event.pointerType === 'mouse' || isDragged.current) setHovered(inHundredths(under));
    },
    onPointerUp: end,
    onPointerCancel: end,
    onPointerLeave: () => setHovered(null),
    onFocus: (event: { currentTarget: HTMLElement }) =>
      setFocused(event.currentTarget.matches(':focus-visible')),
    onBlur: () => setFocused(false),
  };
  return { listeners, shown: hovered ?? (isFocused ? weights : null) };
}
