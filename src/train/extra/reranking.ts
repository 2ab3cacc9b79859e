/** Training of one objective's reranker: draw groups, update, and end with the best on validation. */
import { LayerAdam } from '../../engine/hostAdam';
import { rerankerStepFlops } from '../../model/extra/networkFlops';
import {
  type CandidateGroup,
  groupGradients,
  type Reranker,
  rerankerArrays,
  scoreItems,
  untrainedRerankers,
} from '../../model/extra/reranker';
import type { Vectors } from '../../model/vectors';
import { createRandom } from '../../random';
import { rerankedScorer } from '../../retrieve/rerankedScorer';
import type { Scorer } from '../../retrieve/scorer';
import { checkWeights, divergence } from '../divergence';
import type { RerankStage } from '../plan';
import type { LearningOutcome, TrainingEvent, TrainingRun } from '../run';
import { rateFactor } from '../schedule';
import { scorerOf } from '../validation';
import { createGroups } from './hardNegatives';

/** Groups per batch. */
const GROUPS = 32;
/** Validations in a stage: each reranks every user's list. */
const CHECKPOINTS = 5;

/**
 * Trains the objective's reranker on the vectors as they are. Its untrained state, the retriever's own order,
 * is the first checkpoint: where none later has a higher NDCG@K on validation, the order stays.
 */
export async function* learnToRerank(
  run: TrainingRun,
  stage: RerankStage,
  index: number,
): AsyncGenerator<TrainingEvent, LearningOutcome> {
  const { engine, model, sides } = run.training;
  const vectors = await engine.encode(model, sides);
  const reranker = addReranker(run, stage, vectors);
  const nextGroups = groupsOf(run, stage, vectors);
  const update = createUpdate(reranker, vectors);
  const measure = validation(run, reranker, vectors);
  let best = { ndcg: await measure(), step: 0, weights: copiesOf(reranker) };
  for (let step = 1; step <= stage.steps; step++) {
    const groups = nextGroups();
    const loss = update(groups, stage.rate * rateFactor(step - 1, stage.steps));
    run.step++;
    if (run.flops !== undefined)
      run.flops += rerankerStepFlops(
        reranker,
        groups.map(({ items }) => items.length),
      );
    if (!Number.isFinite(loss)) throw divergence({ step: run.step, stage: stage.id, rate: stage.rate });
    if (step === stage.steps || step % Math.ceil(stage.steps / CHECKPOINTS) === 0) {
      checkWeights(run, stage);
      const ndcg = await measure();
      if (ndcg > best.ndcg) best = { ndcg, step, weights: copiesOf(reranker) };
    }
    const losses = [{ step: run.step, stage: stage.id, loss }];
    yield { kind: 'step', index, step: run.step, stageStep: step, losses };
  }
  rerankerArrays(reranker).forEach((weights, index) => void weights.set(best.weights[index]!));
  return { bestStep: best.step };
}

/** Adds an untrained reranker of the stage's objective to the run's, which validation ranks with. */
function addReranker(run: TrainingRun, { objectives }: RerankStage, { width }: Vectors) {
  const { config, dataset } = run.training;
  const names = dataset.log.objectives;
  const objective = objectives[0]!;
  const position = names.indexOf(objective);
  const untrained = untrainedRerankers(names, width, config.seed);
  run.rerankers = untrained.map((fresh, index) =>
    index === position ? fresh : (run.rerankers?.[index] ?? fresh),
  );
  return untrained[position]!;
}

/** Returns a function that computes NDCG@K of the reranker's objective on validation; others keep the retriever's order. */
function validation(run: TrainingRun, reranker: Reranker, vectors: Vectors): () => Promise<number> {
  const { dataset } = run.training;
  const { objectives } = dataset.log;
  const retriever = scorerOf(vectors, dataset);
  const only = objectives.map((_, objective) => (objective === reranker.objective ? 1 : 0));
  return async () => {
    const reranked = rerankedScorer({
      retriever,
      score: (_, user, items) => scoreItems(reranker, vectors, { user, items }),
    });
    const scorer: Scorer = {
      ...retriever,
      score(user, out) {
        retriever.score(user, out);
        reranked.fuse?.(user, only, out[reranker.objective]!);
      },
    };
    return (await run.validation.ndcg(scorer))[objectives[reranker.objective]!] ?? 0;
  };
}

function groupsOf(
  run: TrainingRun,
  { id, objectives }: RerankStage,
  vectors: Vectors,
): () => CandidateGroup[] {
  const { config, dataset } = run.training;
  const random = createRandom(config.seed, `groups:${id}`);
  const retriever = scorerOf(vectors, dataset);
  return createGroups({ dataset, objective: objectives[0]!, groups: GROUPS, retriever, random });
}

/** Returns a function that takes one step of Adam on the mean loss of the groups, which it returns. */
function createUpdate(reranker: Reranker, vectors: Vectors) {
  const optimisers = rerankerArrays(reranker).map(
    (weights) => new LayerAdam(weights, Int32Array.from(weights.keys())),
  );
  return (groups: readonly CandidateGroup[], rate: number): number => {
    const { loss, gradients } = groupGradients(reranker, vectors, groups);
    for (const [index, optimiser] of optimisers.entries()) optimiser.update(gradients[index]!, rate);
    return loss;
  };
}

const copiesOf = (reranker: Reranker) => rerankerArrays(reranker).map((weights) => weights.slice());
