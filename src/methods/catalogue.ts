/** The methods a person can run, as plain data: the page lists them without loading any. */

/** What learns nothing, in the order in which it stands beside a run; the oracle is the ceiling. */
export const UNTRAINED_BASELINE_IDS = ['item-knn', 'popularity', 'random', 'oracle'] as const;
export type UntrainedBaseline = (typeof UNTRAINED_BASELINE_IDS)[number];

/** Every trained method is tuned over as many alternatives as every other. */
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
  title: string;
  citation: string;
  /** `cascade`: CSMF and what is switched off or replaced in it; `rival`: another way to learn; `floor`: none. */
  family: 'cascade' | 'rival' | 'floor';
  /** False: nothing to learn, it is ready at once. */
  trained: boolean;
  /** A finished objective's weights and scores never move again. */
  freezes?: true;
  /** An objective's score is its own block alone; absent: the sum of all blocks up to its own. */
  scores?: 'separate';
  /** Hyperparameters it reads besides those of every training, by the first word of their path. */
  reads: readonly string[];
  /** It trains a network that is no masked two-tower: nothing in it is owned. */
  network?: true;
  /** Needs a sample's ground truth. */
  samplesOnly?: true;
}

const PERCENTILE = ['granularity', 'tau', 'weightTau'];
const RECOVERY = ['recoverySteps', 'recoveryRates', 'distillation'];
const MARGIN = ['margin', 'gamma'];
const PLUS = ['auxiliary', 'blockShrink'];
const CASCADE = [...PERCENTILE, ...RECOVERY, ...MARGIN, ...PLUS];

const partEntry = (id: CsmfPlusPart, title: string, part?: string): MethodEntry => ({
  id,
  title,
  citation: 'Ablation of CSMF+ (ours)',
  family: 'cascade',
  trained: true,
  freezes: true,
  reads: CASCADE.filter((root) => root !== part),
});

export const METHODS: readonly MethodEntry[] = [
  {
    id: 'csmf',
    title: 'CSMF (the paper’s plan)',
    citation:
      'CSMF: Cascaded Selective Mask Fine-Tuning for Multi-Objective Embedding-Based Retrieval, SIGIR 2025, arXiv 2504.12920',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: CASCADE,
  },
  {
    id: 'csmf-plus',
    title: 'CSMF+ (ours)',
    citation: 'Ours: CSMF with distillation, embedding decay, block shrink and an auxiliary loss',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: CASCADE,
  },
  {
    id: 'csmf-no-cpp',
    title: 'CSMF with a uniform ratio',
    citation: 'Ablation of CSMF (SIGIR 2025) with the pruning rule of PackNet, Mallya & Lazebnik, CVPR 2018',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: ['granularity', 'releaseShare', ...RECOVERY, ...MARGIN, ...PLUS],
  },
  {
    id: 'csmf-no-aml',
    title: 'CSMF without the margin',
    citation: 'Ablation of CSMF, SIGIR 2025, arXiv 2504.12920: γ = 0',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: [...PERCENTILE, ...RECOVERY, ...PLUS],
  },
  {
    id: 'csmf-no-ar',
    title: 'CSMF without recovery',
    citation: 'Ablation of CSMF, SIGIR 2025, arXiv 2504.12920: no accuracy recovery',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: [...PERCENTILE, 'recoverySteps', ...MARGIN, ...PLUS],
  },
  {
    id: 'csmf-fisher',
    title: 'CSMF by Fisher information',
    citation: 'CSMF with the importance of FISH mask, Sung, Nair & Raffel, NeurIPS 2021, arXiv 2111.09839',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: ['fisherSamples', ...CASCADE],
  },
  {
    id: 'csmf-ird',
    title: 'CSMF by iterative range decreasing',
    citation: 'CSMF with the selection of data-oriented IRD, arXiv 2403.08484; reconstructed',
    family: 'cascade',
    trained: true,
    freezes: true,
    reads: ['fisherSamples', ...CASCADE],
  },
  partEntry('csmf-plus-no-distillation', 'CSMF+ without distillation', 'distillation'),
  partEntry('csmf-plus-no-decay', 'CSMF+ without embedding decay'),
  partEntry('csmf-plus-no-shrink', 'CSMF+ without block shrink', 'blockShrink'),
  partEntry('csmf-plus-no-auxiliary', 'CSMF+ without the auxiliary loss', 'auxiliary'),
  partEntry('csmf-plus-narrow', 'CSMF+, narrow'),
  {
    id: 'joint',
    title: 'Joint model, weighted losses',
    citation: 'Weighted sum of sampled softmax losses on one vector (ours)',
    family: 'rival',
    trained: true,
    reads: ['lossWeights'],
  },
  {
    id: 'sequential',
    title: 'Sequential fine-tuning, no masks',
    citation: 'Naive sequential fine-tuning (ours)',
    family: 'rival',
    trained: true,
    reads: [],
  },
  {
    id: 'packnet',
    title: 'PackNet',
    citation: 'PackNet, Mallya & Lazebnik, CVPR 2018, arXiv 1711.05769; output blocks reconstructed',
    family: 'rival',
    trained: true,
    freezes: true,
    scores: 'separate',
    reads: ['granularity', 'releaseShare', 'recoverySteps', 'recoveryRates'],
  },
  {
    id: 'shared-bottom',
    title: 'Shared bottom',
    citation: 'Caruana, Multitask Learning, Machine Learning 28, 1997; in two-tower form (ours)',
    family: 'rival',
    trained: true,
    network: true,
    scores: 'separate',
    reads: ['lossWeights'],
  },
  {
    id: 'mmoe',
    title: 'MMoE, gated experts',
    citation:
      'Ma et al., Modeling Task Relationships in Multi-task Learning with Multi-gate Mixture-of-Experts, KDD 2018; in two-tower form (ours)',
    family: 'rival',
    trained: true,
    network: true,
    scores: 'separate',
    reads: ['lossWeights'],
  },
  {
    id: 'ple',
    title: 'PLE, own and shared experts',
    citation: 'Tang et al., Progressive Layered Extraction (PLE), RecSys 2020; in two-tower form (ours)',
    family: 'rival',
    trained: true,
    network: true,
    scores: 'separate',
    reads: ['lossWeights'],
  },
  {
    id: 'esmm',
    title: 'ESMM, entire space',
    citation:
      'Ma et al., Entire Space Multi-Task Model, SIGIR 2018, arXiv 1804.07931; in two-tower form (ours)',
    family: 'rival',
    trained: true,
    network: true,
    reads: ['lossWeights'],
  },
  {
    id: 'single-task',
    title: 'Three separate models',
    citation: 'One two-tower for each objective, three times the parameters (ours)',
    family: 'rival',
    trained: true,
    network: true,
    scores: 'separate',
    reads: [],
  },
  {
    id: 'hyper-dpo',
    title: 'HyperDPO',
    citation: 'HyperDPO: Conditioned One-Shot Multi-Objective Fine-Tuning, arXiv 2410.08316; reconstructed',
    family: 'rival',
    trained: true,
    network: true,
    scores: 'separate',
    reads: ['lossWeights'],
  },
  {
    id: 'rerank',
    title: 'Second stage over 200 retrieved items',
    citation: 'Retriever and reranker as in RepLLaMA / RankLLaMA, arXiv 2310.08319; network ours',
    family: 'rival',
    trained: true,
    reads: ['base', 'rerank'],
  },
  {
    id: 'item-knn',
    title: 'Item neighbours',
    citation:
      'Item-based collaborative filtering: Sarwar et al., WWW 2001; Deshpande & Karypis, ACM TOIS 2004',
    family: 'floor',
    trained: false,
    reads: [],
  },
  {
    id: 'popularity',
    title: 'Popularity',
    citation: 'Training counts of each objective',
    family: 'floor',
    trained: false,
    reads: [],
  },
  {
    id: 'random',
    title: 'Random',
    citation: 'A seeded random order for each user',
    family: 'floor',
    trained: false,
    reads: [],
  },
  {
    id: 'oracle',
    title: 'Oracle',
    citation: 'The true probabilities that generated the sample',
    family: 'floor',
    trained: false,
    reads: [],
    samplesOnly: true,
  },
];

/** Whether there are masks to look at: it trains, and what it trains are masked two-towers. */
export const hasMasks = (method: string): boolean =>
  METHODS.some(({ id, trained, network }) => id === method && trained && !network);
