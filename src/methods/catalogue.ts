/** The methods a person can run, as plain data: the page lists them without loading any. */

export interface MethodEntry {
  id:
    | 'csmf'
    | 'csmf-plus'
    | 'joint'
    | 'sequential'
    | 'shared-bottom'
    | 'mmoe'
    | 'ple'
    | 'esmm'
    | 'single-task'
    | 'hyper-dpo'
    | 'popularity'
    | 'random'
    | 'oracle';
  title: string;
  citation: string;
  /** False: nothing to learn, it is ready at once. */
  trained: boolean;
  /** It trains a network that is no masked two-tower: nothing in it is owned. */
  network?: true;
  /** Needs a sample's ground truth. */
  samplesOnly?: true;
}

export const METHODS: readonly MethodEntry[] = [
  {
    id: 'csmf',
    title: 'CSMF (the paper’s plan)',
    citation:
      'CSMF: Cascaded Selective Mask Fine-Tuning for Multi-Objective Embedding-Based Retrieval, SIGIR 2025, arXiv 2504.12920',
    trained: true,
  },
  {
    id: 'csmf-plus',
    title: 'CSMF+ (ours)',
    citation: 'Ours: CSMF with distillation, embedding decay, block shrink and an auxiliary loss',
    trained: true,
  },
  {
    id: 'joint',
    title: 'Joint model, weighted losses',
    citation: 'Weighted sum of sampled softmax losses on one vector (ours)',
    trained: true,
  },
  {
    id: 'sequential',
    title: 'Sequential fine-tuning, no masks',
    citation: 'Naive sequential fine-tuning (ours)',
    trained: true,
  },
  {
    id: 'shared-bottom',
    title: 'Shared bottom',
    citation: 'Caruana, Multitask Learning, Machine Learning 28, 1997; in two-tower form (ours)',
    trained: true,
    network: true,
  },
  {
    id: 'mmoe',
    title: 'MMoE, gated experts',
    citation:
      'Ma et al., Modeling Task Relationships in Multi-task Learning with Multi-gate Mixture-of-Experts, KDD 2018; in two-tower form (ours)',
    trained: true,
    network: true,
  },
  {
    id: 'ple',
    title: 'PLE, own and shared experts',
    citation: 'Tang et al., Progressive Layered Extraction (PLE), RecSys 2020; in two-tower form (ours)',
    trained: true,
    network: true,
  },
  {
    id: 'esmm',
    title: 'ESMM, entire space',
    citation:
      'Ma et al., Entire Space Multi-Task Model, SIGIR 2018, arXiv 1804.07931; in two-tower form (ours)',
    trained: true,
    network: true,
  },
  {
    id: 'single-task',
    title: 'Three separate models',
    citation: 'One two-tower for each objective, three times the parameters (ours)',
    trained: true,
    network: true,
  },
  {
    id: 'hyper-dpo',
    title: 'HyperDPO',
    citation: 'HyperDPO: Conditioned One-Shot Multi-Objective Fine-Tuning, arXiv 2410.08316; reconstructed',
    trained: true,
    network: true,
  },
  {
    id: 'popularity',
    title: 'Popularity',
    citation: 'Training counts of each objective',
    trained: false,
  },
  { id: 'random', title: 'Random', citation: 'A seeded random order for each user', trained: false },
  {
    id: 'oracle',
    title: 'Oracle',
    citation: 'The true probabilities that generated the sample',
    trained: false,
    samplesOnly: true,
  },
];

/** Whether there are masks to look at: it trains, and what it trains are masked two-towers. */
export const hasMasks = (method: string): boolean =>
  METHODS.some(({ id, trained, network }) => id === method && trained && !network);
