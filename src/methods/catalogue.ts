/** The methods a person can run, as plain data: the page lists them without loading any. */

/** What learns nothing, in the order in which it stands beside a run; the oracle is the ceiling. */
export const FLOOR_ORDER = ['item-knn', 'popularity', 'random', 'oracle'] as const;
export type Floor = (typeof FLOOR_ORDER)[number];

export interface MethodEntry {
  id: 'csmf' | 'csmf-plus' | 'joint' | 'sequential' | 'rerank' | Floor;
  title: string;
  citation: string;
  /** False: nothing to learn, it is ready at once. */
  trained: boolean;
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
    id: 'rerank',
    title: 'Second stage over 200 retrieved items',
    citation: 'Retriever and reranker as in RepLLaMA / RankLLaMA, arXiv 2310.08319; network ours',
    trained: true,
  },
  {
    id: 'item-knn',
    title: 'Item neighbours',
    citation:
      'Item-based collaborative filtering: Sarwar et al., WWW 2001; Deshpande & Karypis, ACM TOIS 2004',
    trained: false,
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
