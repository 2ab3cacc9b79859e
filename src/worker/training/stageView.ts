/** The stage that is shown: masks and lists as it left them, instead of those of the end. */
import { CodedError } from '../../coded';
import type { Dataset } from '../../data/schema';
import type { Model } from '../../model/tower';
import type { Trainable } from '../../model/trainable';
import type { Scorer } from '../../retrieve/scorer';
import type { Emit } from '../events';
import type { LayerDetail, LayerName } from '../protocol/training';
import { layerDetail } from './layerDetail';
import { maskPictures, maskReport } from './maskViews';
import { type EndedStages, scorerOfStage } from './stageScorer';
import { modelOfStage } from './stageStates';

/** The training under way, or the current run. */
export interface ShownTraining extends EndedStages {
  /** What is shown: another one is shown at its end. */
  identity: object;
  /** Absent for untrained baselines. */
  model: Trainable | undefined;
}

export interface StageViewOptions {
  emit: Emit;
  data: { readonly dataset: Dataset };
  /** Returns undefined while there is neither a training nor a run. */
  training(): ShownTraining | undefined;
}

export class StageView {
  #shown: { of: object; index: number; scorer: Scorer | undefined } | undefined;

  constructor(private readonly options: StageViewOptions) {}

  /** Index of the stage that is shown; null at the end. */
  get index(): number | null {
    const { index = null } = this.#current ?? {};
    return index;
  }

  /** The scorer of the shown stage; undefined at the end. Throws CodedError (`list-not-kept`) where it is not known. */
  get scorer(): Scorer | undefined {
    const shown = this.#current;
    if (!shown) return undefined;
    if (shown.scorer) return shown.scorer;
    throw new CodedError('list-not-kept', { stage: shown.index + 1 });
  }

  /**
   * The masked model of the shown stage. Throws CodedError where nothing is trained (`no-run`), and where there is no such
   * model or its owners are unknown (`no-masks`).
   */
  get model(): Model {
    const model = this.#modelOrUndefined;
    if (model) return model;
    throw new CodedError(this.options.training() ? 'no-masks' : 'no-run');
  }

  /** Throws CodedError (`unknown-stage`) for a stage that has not ended. */
  show(index: number | null): void {
    const { emit, data, training } = this.options;
    const shown = training();
    if (index === null) {
      this.#shown = undefined;
    } else {
      if (!shown?.states[index]) throw new CodedError('unknown-stage', { stage: index + 1 });
      this.#shown = { of: shown.identity, index, scorer: scorerOfStage(shown, index, data.dataset) };
    }
    const model = this.#modelOrUndefined;
    if (model) emit({ type: 'masks', report: maskReport(model), pictures: maskPictures(model) });
    const hasList = index === null || this.#shown?.scorer !== undefined;
    emit({ type: 'stage-shown', stage: index, hasMasks: model !== undefined, hasList });
  }

  /** Shows the end again, without an event: another training is about to be shown. */
  reset(): void {
    this.#shown = undefined;
  }

  /** Throws CodedError (`no-masks`) where there are none. */
  layerDetail(name: LayerName): LayerDetail {
    const { index, model } = this;
    const { states = [] } = this.options.training() ?? {};
    const isEnd = index === null || index === states.length - 1;
    const upTo = index === null ? states : states.slice(0, index + 1);
    const hasWeights = isEnd || states[index]?.kept !== undefined;
    const detail = layerDetail(model, name, { hasWeights, states: upTo });
    if (detail) return detail;
    throw new CodedError('no-masks');
  }

  get #modelOrUndefined(): Model | undefined {
    const { model, states = [] } = this.options.training() ?? {};
    if (model?.kind !== 'towers') return undefined;
    const { index } = this;
    const state = index === null ? undefined : states[index]!;
    if (!state) return model;
    return state.owners.length > 0 ? modelOfStage(model, state) : undefined;
  }

  get #current() {
    const shown = this.#shown;
    return shown && shown.of === this.options.training()?.identity ? shown : undefined;
  }
}
