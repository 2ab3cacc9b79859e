/** Cumulative importance against the share released, with τ and the point that was chosen. */
import { useState } from 'react';
import type { Objective } from '../../data/schema';
import type { PruneCurve } from '../../worker/protocol/training';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { SelectField } from '../controls/SelectField';
import { type Text, useNumbers, useText } from '../messages/useText';
import { CurvePlot } from './CurvePlot';
import styles from './CurvePlot.module.css';
import { layerTitle } from './layerTitle';
import { TauPreview } from './TauPreview';
import { laterObjectives, movableCurves, releasedAt, shownGranularity } from './tau';
import { useCommands, usePage } from './usePage';

interface NamedCurve {
  id: string;
  objective: Objective;
  curve: PruneCurve;
}

export function PruneCurves() {
  const text = useText();
  const reports = usePage((state) => state.reports);
  const [chosen, setChosen] = useState('');
  const curves = reports.flatMap(({ id, objective, curves: list = [] }): NamedCurve[] =>
    list.map((curve) => ({ id: `${id} ${curve.tower} ${curve.layer}`, objective, curve })),
  );
  const shown = curves.find(({ id }) => id === chosen) ?? curves.find(isOutput) ?? curves[0];
  return (
    <Card as="figure">
      <h3>{text('masks.curve')}</h3>
      {shown ? (
        <>
          <SelectField
            label={text('masks.curve.pick')}
            options={curves.map((entry) => ({ id: entry.id, title: curveTitle(entry, text) }))}
            selected={shown.id}
            onChoose={setChosen}
          />
          <Chosen shown={shown} />
        </>
      ) : (
        <Notice kind="empty">{text('masks.curve.empty')}</Notice>
      )}
    </Card>
  );
}

/** Whether a curve is of the output layer, which divides the vector: shown first. */
const isOutput = ({ curve }: NamedCurve) => curve.layer === 'output';

function curveTitle({ objective, curve }: NamedCurve, text: Text): string {
  return text('masks.curve.option', {
    objective: text(`objective.${objective}`),
    tower: text(`masks.curve.${curve.tower}`),
    layer: layerTitle(curve, text),
  });
}

function Chosen({ shown: { objective, curve } }: { shown: NamedCurve }) {
  const text = useText();
  const numbers = useNumbers();
  const { tryTau } = useCommands();
  const granularity = usePage(shownGranularity);
  const tried = usePage((state) =>
    state.triedTau?.objective === objective ? state.triedTau.tau : undefined,
  );
  const isMovable = movableCurves([curve], granularity).length > 0 && objective !== 'conversion';
  const tau = isMovable && tried !== undefined ? tried : curve.tau;
  const later = usePage((state) => laterObjectives(state, objective));
  const released = tau === undefined ? curve.released : releasedAt(curve, { tau, laterObjectives: later });
  const mass = curve.mass[released] ?? 0;
  const facts = {
    released: numbers.count(released),
    candidates: numbers.count(curve.candidates),
    share: numbers.share(released / Math.max(1, curve.candidates)),
    mass: numbers.share(mass),
  };
  const point = pointText();
  return (
    <>
      <CurvePlot
        curve={curve}
        objective={objective}
        description={point}
        cut={{ tau, released }}
        onMove={isMovable ? (value) => void tryTau({ objective, tau: value }) : undefined}
      />
      <p className={styles.point}>{point}</p>
      {tau !== undefined && mass > tau && <p className={common.note}>{text('masks.curve.minimum')}</p>}
      {isMovable && <TauPreview objective={objective} />}
      {tau !== undefined && <figcaption className={common.note}>{text('masks.curve.note')}</figcaption>}
    </>
  );

  function pointText(): string {
    if (tau === undefined) return text('masks.curve.point.ratio', facts);
    return text(tau === curve.tau ? 'masks.curve.point' : 'masks.curve.point.tried', { ...facts, tau });
  }
}
