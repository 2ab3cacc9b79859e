/** Catalogue of methods as plain data: the page lists them without loading any. */

/** Untrained baselines, in the order in which they are shown beside a run; the oracle is the upper bound. */
export const UNTRAINED_BASELINE_IDS = ['item-knn', 'popularity', 'random', 'oracle'] as const;
export type UntrainedBaseline = (typeof UNTRAINED_BASELINE_IDS)[number];

/** Number of alternatives that every trained method is tuned over. */
export const GRID_SIZE = 4;

/** CSMF+ with one part switched off. */
export const CSMF_PLUS_PART_IDS = [
  'csmf-plus-no-distillation',
  'csmf-plus-no-decay',
  'csmf-plus-no-shrink',
  'csmf-plus-no-auxiliary',
  'csmf-plus-narrow',
] as const;
export type CsmfPlusPart = (typeof CSMF_PLUS_PART_IDS)[number];

export interface MethodEntry {
  id:
    | 'csmf'
    | 'csmf-plus'
    | 'csmf-no-cpp'
    | 'csmf-no-aml'
    | 'csmf-no-ar'
    | 'csmf-fisher'
    | 'csmf-ird'
    | CsmfPlusPart
    | 'joint'
    | 'sequential'
    | 'packnet'
    | 'shared-bottom'
    | 'mmoe'
    | 'ple'
    | 'esmm'
    | 'single-task'
    | 'hyper-dpo'
    | 'rerank'
    | UntrainedBaseline;
  citation: string;
  /**
   * `cascade`: CSMF, its variants and ablations; `baseline`: another trained method; `untrained`: a ranking
   * computed from the log.
   */
  family: 'cascade' | 'baseline' | 'untrained';
  /** False: it has nothing to train and is ready at once. */
  trained: boolean;
  /** A finished objective's weights and scores never change again. */
  freezes?: true;
  /** An objective's score is its own block alone; absent: the sum of all blocks up to its own. */
  scores?: 'separate';
  /** Hyperparameters it reads besides those of every training, by the first word of their path. */
  reads: readonly string[];
  /** It trains a network other than masked two-towers: no weight has an owner. */
  network?: true;
  /** Needs a sample's ground truth. */
  samplesOnly?: true;
}

const PERCENTILE = ['granularity', 'tau', 'weightTau'];
const RECOVERY = ['recoverySteps', 'recoveryRates', 'distillation'];
const MARGIN = ['margin', 'gamma'];
const PLUS = ['auxiliary', 'blockShrink'];
const CASCADE = [...PERCENTILE, ...RECOVERY, ...MARGIN, ...PLUS];

const partEntry = (id: CsmfPlusPart, part?: string): MethodEntry => ({
  id,
  citation: 'Ablation of CSMF+ (ours)',
  family: 'cascade',
  trained: true,
  freezes: true,
  reads: CASCADE.filter((root) => root !== part),
});

export type MethodId = MethodEntry['id'];

export const METHODS: readonly MethodEntry[] = [
  {
    id: 'csmf',
    citation:
      'CSMF: Cascaded Selective Mask Fine-Tuning for Multi-Objective Embedding-Based Retrieval, SIGIR 2025, arXiv 2504.12920',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: CASCADE,
  },
  {
    id: 'csmf-plus',
    citation: 'Ours: CSMF with distillation, embedding decay, block shrink and an auxiliary loss',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: CASCADE,
  },
  {
    id: 'csmf-no-cpp',
    citation: 'Ablation of CSMF (SIGIR 2025) with the pruning rule of PackNet, Mallya & Lazebnik, CVPR 2018',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: ['granularity', 'releaseShare', ...RECOVERY, ...MARGIN, ...PLUS],
  },
  {
    id: 'csmf-no-aml',
    citation: 'Ablation of CSMF, SIGIR 2025, arXiv 2504.12920: γ = 0',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: [...PERCENTILE, ...RECOVERY, ...PLUS],
  },
  {
    id: 'csmf-no-ar',
    citation: 'Ablation of CSMF, SIGIR 2025, arXiv 2504.12920: no accuracy recovery',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: [...PERCENTILE, 'recoverySteps', ...MARGIN, ...PLUS],
  },
  {
    id: 'csmf-fisher',
    citation: 'CSMF with the importance of FISH mask, Sung, Nair & Raffel, NeurIPS 2021, arXiv 2111.09839',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: ['fisherSamples', ...CASCADE],
  },
  {
    id: 'csmf-ird',
    citation: 'CSMF with the selection of data-oriented IRD, arXiv 2403.08484; reconstructed',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: ['fisherSamples', ...CASCADE],
  },
  partEntry('csmf-plus-no-distillation', 'distillation'),
  partEntry('csmf-plus-no-decay'),
  partEntry('csmf-plus-no-shrink', 'blockShrink'),
  partEntry('csmf-plus-no-auxiliary', 'auxiliary'),
  partEntry('csmf-plus-narrow'),
  {
    id: 'joint',
    citation: 'Weighted sum of sampled softmax losses on one vector (ours)',
    family: 'baseline',
    trained: true,
    reads: ['lossWeights'],
  },
  {
    id: 'sequential',
    citation: 'Naive sequential fine-tuning (ours)',
    family: 'baseline',
    trained: true,
    reads: [],
  },
  {
    id: 'packnet',
    citation: 'PackNet, Mallya & Lazebnik, CVPR 2018, arXiv 1711.05769; output blocks reconstructed',
    family: 'baseline',
    trained: true,
    freezes: true,
    scores: 'separate',
    reads: ['granularity', 'releaseShare', 'recoverySteps', 'recoveryRates'],
  },
  {
    id: 'shared-bottom',
    citation: 'Caruana, Multitask Learning, Machine Learning 28, 1997; in two-tower form (ours)',
    family: 'baseline',
    trained: true,
    network: true,
    scores: 'separate',
    reads: ['lossWeights'],
  },
  {
    id: 'mmoe',
    citation:
      'Ma et al., Modeling Task Relationships in Multi-task Learning with Multi-gate Mixture-of-Experts, KDD 2018; in two-tower form (ours)',
    family: 'baseline',
    trained: true,
    network: true,
    scores: 'separate',
    reads: ['lossWeights'],
  },
  {
    id: 'ple',
    citation: 'Tang et al., Progressive Layered Extraction (PLE), RecSys 2020; in two-tower form (ours)',
    family: 'baseline',
    trained: true,
    network: true,
    scores: 'separate',
    reads: ['lossWeights'],
  },
  {
    id: 'esmm',
    citation:
      'Ma et al., Entire Space Multi-Task Model, SIGIR 2018, arXiv 1804.07931; in two-tower form (ours)',
    family: 'baseline',
    trained: true,
    network: true,
    reads: ['lossWeights'],
  },
  {
    id: 'single-task',
    citation: 'One two-tower for each objective, three times the parameters (ours)',
    family: 'baseline',
    trained: true,
    network: true,
    scores: 'separate',
    reads: [],
  },
  {
    id: 'hyper-dpo',
    citation: 'HyperDPO: Conditioned One-Shot Multi-Objective Fine-Tuning, arXiv 2410.08316; reconstructed',
    family: 'baseline',
    trained: true,
    network: true,
    scores: 'separate',
    reads: ['lossWeights'],
  },
  {
    id: 'rerank',
    citation: 'Retriever and reranker as in RepLLaMA / RankLLaMA, arXiv 2310.08319; network ours',
    family: 'baseline',
    trained: true,
    reads: ['base', 'rerank'],
  },
  {
    id: 'item-knn',
    citation:
      'Item-based collaborative filtering: Sarwar et al., WWW 2001; Deshpande & Karypis, ACM TOIS 2004',
    family: 'untrained',
    trained: false,
    reads: [],
  },
  {
    id: 'popularity',
    citation: 'Training counts of each objective',
    family: 'untrained',
    trained: false,
    reads: [],
  },
  {
    id: 'random',
    citation: 'A seeded random order for each user',
    family: 'untrained',
    trained: false,
    reads: [],
  },
  {
    id: 'oracle',
    citation: 'The true probabilities that generated the sample',
    family: 'untrained',
    trained: false,
    reads: [],
    samplesOnly: true,
  },
];

/** Returns the catalogue's entry of a method; undefined for an id that this version does not know. */
export const methodEntry = (method: string | undefined): MethodEntry | undefined =>
  METHODS.find(({ id }) => id === method);

/** Whether the method trains masked two-towers, so that there are masks to show. */
export function hasMasks(method: string): boolean {
  const entry = methodEntry(method);
  return entry?.trained === true && !entry.network;
}
