/** What another τ would release of a finished objective, and the recall that this leaves before anything recovers. */
import type { PrunableObjective } from '../../config';
import type { PruneCurve } from '../../worker/protocol/training';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { DataTable } from '../controls/DataTable';
import type { MessageId } from '../messages/en';
import { useNumbers, useText } from '../messages/useText';
import { layerTitle } from './layerTitle';
import styles from './TauPreview.module.css';
import { laterObjectives, movableCurves, releasedAt, shownGranularity } from './tau';
import { useCommands, usePage } from './usePage';

/** Shows the τ that `tryTau` tries, else the one that was trained with. */
export function TauPreview({ objective }: { objective: PrunableObjective }) {
  const text = useText();
  const numbers = useNumbers();
  const { tryTau, setParameter } = useCommands();
  const reports = usePage((state) => state.reports);
  const tried = usePage((state) => (state.triedTau?.objective === objective ? state.triedTau : null));
  const drafted = usePage((state) => state.draft.config?.tau[objective]);
  const granularity = usePage(shownGranularity);
  const later = usePage((state) => laterObjectives(state, objective));
  const index = reports.findIndex((report) => report.kind === 'prune' && report.objective === objective);
  const report = reports[index];
  const name = text(`objective.${objective}`).toLowerCase();
  const curves = movableCurves(report?.curves ?? [], granularity);
  const trained = curves[0]?.tau;
  if (!report || trained === undefined) return null;
  const tau = tried?.tau ?? trained;
  const known = tau === trained ? report.recall[objective] : undefined;
  const answer = tried?.preview?.tau === tau ? tried.preview.recall : undefined;
  return (
    <section className={styles.preview} aria-label={text('masks.tau.title', { objective: name })}>
      <output className={styles.recall}>
        {tried?.refusal && known === undefined
          ? text(`error.${tried.refusal.code}` as MessageId, tried.refusal.values)
          : text('masks.tau.recall', {
              tau,
              objective: name,
              before: scoreText(reports[index - 1]?.recall[objective]),
              after: scoreText(known ?? answer),
            })}
      </output>
      <ReleaseTable curves={curves} cut={{ tau, laterObjectives: later }} />
      <div className={common.row}>
        <Button
          size="small"
          isDisabled={drafted === tau}
          onPress={() => setParameter(`tau.${objective}`, tau)}
        >
          {text('masks.tau.use')}
        </Button>
        {trained !== tau && (
          <Button size="small" variant="quiet" onPress={() => void tryTau(null)}>
            {text('masks.tau.trained', { tau: trained })}
          </Button>
        )}
      </div>
    </section>
  );

  function scoreText(value: number | null | undefined): string {
    return value === undefined || value === null ? text('number.none') : numbers.score(value);
  }
}

function ReleaseTable(properties: {
  curves: readonly PruneCurve[];
  cut: { tau: number; laterObjectives: number };
}) {
  const { curves, cut } = properties;
  const text = useText();
  const numbers = useNumbers();
  return (
    <DataTable align="end">
      <thead>
        <tr>
          <th scope="col">{text('masks.table.layer')}</th>
          <th scope="col">{text('masks.tau.then')}</th>
          <th scope="col">{text('masks.tau.now', { tau: cut.tau })}</th>
        </tr>
      </thead>
      <tbody>
        {curves.map((curve) => (
          <tr key={`${curve.tower} ${curve.layer}`}>
            <th scope="row">
              {text('masks.tau.layer', {
                layer: layerTitle(curve, text),
                tower: text(`masks.curve.${curve.tower}`),
              })}
            </th>
            <td>
              {text('masks.tau.released', {
                released: numbers.count(curve.released),
                candidates: numbers.count(curve.candidates),
              })}
            </td>
            <td>{numbers.count(releasedAt(curve, cut))}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
