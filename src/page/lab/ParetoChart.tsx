/**
 * Pareto fronts as joined points. The legend shows each hypervolume and hides or shows methods; the upper
 * bound is hidden at first, because it would press the others into a corner.
 */

import { clsx } from 'clsx';
import { useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import {
  CartesianGrid,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Symbols,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { isUpperBound } from '../../lab/labCatalogue';
import type { TradeOff } from '../../worker/protocol/lab';
import common from '../controls/common.module.css';
import { AXIS } from '../legend/axis';
import { methodTitle } from '../legend/methods';
import { useNumbers, useText } from '../messages/useText';
import styles from './ParetoCard.module.css';
import { ParetoTable } from './ParetoTable';
import { axisOf, type Front, MIN_SPAN, type SeriesStyle } from './plots';

export function ParetoChart({ fronts, figure }: { fronts: readonly Front[]; figure: string }) {
  const text = useText();
  const numbers = useNumbers();
  const [pressed, setPressed] = useState<readonly string[]>([]);
  // Methods arrive while the chart is visible; an upper bound among them stays hidden until it is selected.
  const isShown = (front: Front) => isUpperBound(front) === pressed.includes(front.label);
  const drawn = fronts.filter(isShown);
  const axis = (objective: 'click' | 'conversion') =>
    text('lab.pareto.axis', { objective: text(`objective.${objective}`), figure });
  const points = drawn.flatMap((front) => front.points);
  const click = axisOf(points.map((point) => point.click));
  const conversion = axisOf(points.map((point) => point.conversion));
  return (
    <div className={styles.pareto}>
      <p className={common.note}>↑ {axis('conversion')}</p>
      <div
        className={styles.chart}
        role="img"
        aria-label={text('lab.pareto.summary', { count: fronts.length })}
      >
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height: 360 }}>
          <ScatterChart margin={{ top: 10, right: 14, bottom: 20, left: 4 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--line)" />
            <XAxis
              type="number"
              dataKey="click"
              name={axis('click')}
              domain={click}
              tickFormatter={numbers.tick}
              label={{ value: `${axis('click')} →`, position: 'bottom', offset: 2, ...WORDS }}
              {...AXIS}
            />
            <YAxis
              type="number"
              dataKey="conversion"
              name={axis('conversion')}
              domain={conversion}
              tickFormatter={numbers.tick}
              width={58}
              {...AXIS}
            />
            <Tooltip cursor={false} isAnimationActive={false} content={<PointHint />} />
            {drawn.map(({ label, style, points }) => (
              <Scatter
                key={label}
                name={methodTitle(label, text)}
                data={points.map((point) => ({ ...point, title: methodTitle(label, text) }))}
                fill={style.colour}
                shape={style.shape}
                line={{ stroke: style.colour, strokeDasharray: style.dash, strokeWidth: 1.5 }}
                isAnimationActive={false}
              />
            ))}
          </ScatterChart>
        </ResponsiveContainer>
      </div>
      <Legend
        fronts={fronts}
        shown={drawn.map(({ label }) => label)}
        onChange={(shown) =>
          setPressed(
            fronts
              .filter((front) => isUpperBound(front) === shown.has(front.label))
              .map(({ label }) => label),
          )
        }
      />
      <p className={common.note}>
        {text('lab.pareto.span', {
          clickLow: numbers.tick(click[0]),
          clickHigh: numbers.tick(click[1]),
          conversionLow: numbers.tick(conversion[0]),
          conversionHigh: numbers.tick(conversion[1]),
          min: numbers.tick(MIN_SPAN),
        })}
      </p>
      <ParetoTable fronts={drawn} />
    </div>
  );
}

const WORDS = { fill: 'var(--muted)', fontSize: 12 } as const;

/** The tooltip; recharts passes the point under the pointer once for each of its coordinates. */
function PointHint(properties: {
  active?: boolean;
  payload?: readonly { name?: string | number; value?: number; payload?: TradeOff & { title?: string } }[];
}) {
  const text = useText();
  const numbers = useNumbers();
  const { active, payload = [] } = properties;
  if (!active || payload.length === 0) return null;
  const weights = payload[0]?.payload?.weights?.map(numbers.plain);
  return (
    <div className={styles.hint}>
      <p>
        <strong>{payload[0]?.payload?.title}</strong>
      </p>
      {payload.map(({ name, value }) => (
        <p key={name}>
          {name} <strong>{numbers.score(Number(value))}</strong>
        </p>
      ))}
      {weights && (
        <p>
          {text('lab.pareto.weights')} <strong>{weights.join(' / ')}</strong>
        </p>
      )}
    </div>
  );
}

function Legend(properties: {
  fronts: readonly Front[];
  shown: readonly string[];
  onChange: (shown: Set<unknown>) => void;
}) {
  const { fronts, shown, onChange } = properties;
  const text = useText();
  const numbers = useNumbers();
  return (
    <div>
      <p className={common.note}>{text('lab.pareto.legend')}</p>
      <ToggleButtonGroup
        className={clsx(styles.keys)}
        orientation="vertical"
        selectionMode="multiple"
        aria-label={text('lab.pareto.legend')}
        selectedKeys={shown}
        onSelectionChange={onChange}
      >
        {fronts.map(({ label, style, hypervolume }) => (
          <ToggleButton key={label} id={label} className={clsx(styles.key)}>
            <SeriesKey style={style} />
            <span>{methodTitle(label, text)}</span>
            {hypervolume !== undefined && <strong>{numbers.score(hypervolume)}</strong>}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}

function SeriesKey({ style }: { style: SeriesStyle }) {
  return (
    <svg width="30" height="14" viewBox="0 0 30 14" aria-hidden="true">
      <line x1="0" x2="30" y1="7" y2="7" stroke={style.colour} strokeDasharray={style.dash} />
      <Symbols cx={15} cy={7} type={style.shape} size={56} fill={style.colour} />
    </svg>
  );
}
