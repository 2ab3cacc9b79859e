/** A label and an explanation for every hyperparameter, under `config.<path>`. */
export const config = {
  'config.seed.label': 'Seed',
  'config.seed.help': 'The same seed on the same engine repeats a run exactly. 0 is as good as any other.',
  'config.steps.exposure.label': 'Exposure steps',
  'config.steps.exposure.help':
    'Batches in the first stage, which trains all weights on exposures. The epoch limit may end it earlier.',
  'config.recoverySteps.exposure.label': 'Exposure recovery',
  'config.recoverySteps.exposure.help':
    'Batches of fine-tuning after pruning, on the weights exposure kept, which are then frozen.',
  'config.steps.click.label': 'Click steps',
  'config.steps.click.help':
    'Batches in the click stage, which trains only the weights that exposure released.',
  'config.recoverySteps.click.label': 'Click recovery',
  'config.recoverySteps.click.help':
    'Batches of fine-tuning on the weights click kept, which are then frozen.',
  'config.steps.conversion.label': 'Conversion steps',
  'config.steps.conversion.help': 'Batches in the last stage, on the weights that are still free.',
  'config.tau.exposure.label': 'τ after exposure',
  'config.tau.exposure.help':
    'Cumulative percentile pruning (CPP): exposure releases its least important units until they hold this share of the total importance.',
  'config.tau.click.label': 'τ after click',
  'config.tau.click.help': 'The same among the weights that click owns, to make room for conversion.',
  'config.granularity.label': 'Granularity',
  'config.granularity.help':
    'Whole units make the network block-triangular, so one pass serves all objectives. Single weights are the paper’s literal rule and need one hidden pass per objective.',
  'config.weightTau.label': 'τ of single weights',
  'config.weightTau.help':
    'Share of the importance released in the first layer when single weights are pruned.',
  'config.releaseShare.exposure.label': 'Ratio after exposure',
  'config.releaseShare.exposure.help':
    'Share of each layer’s columns and units that exposure releases, the same in every layer, regardless of importance.',
  'config.releaseShare.click.label': 'Ratio after click',
  'config.releaseShare.click.help':
    'The same among the weights that click owns, to make room for conversion.',
  'config.fisherSamples.label': 'Fisher samples',
  'config.fisherSamples.help':
    'Training positives whose gradients estimate the importance of each weight: more samples give a more stable but slower estimate.',
  'config.margin.label': 'Margin form',
  'config.margin.help':
    'Reconstructed. Conflict-aware gives the largest margin to negatives that the upstream objective already ranks below the positive; hard push to those it ranks above.',
  'config.gamma.label': 'γ margin',
  'config.gamma.help':
    'Reconstructed. Strength of the cross-stage adaptive margin (AML); 0 is plain sampled softmax, bit for bit.',
  'config.distillation.label': 'κ distillation',
  'config.distillation.help':
    'Ours. The share of the target in recovery that comes from the unpruned model’s own ranking.',
  'config.embeddingDecay.label': 'λ embedding decay',
  'config.embeddingDecay.help':
    'Ours. Embeddings shrink by 1 − learning rate · λ in each step; learning rate · λ stays below 1.',
  'config.auxiliary.label': 'a auxiliary loss',
  'config.auxiliary.help':
    'Ours. Weight of the upstream objective’s loss in later stages, used only where it improves validation recall.',
  'config.blockShrink.label': 'Shrink blocks',
  'config.blockShrink.help':
    'Ours. Before a later block is frozen, it is scaled by the factor that is best on validation; 0 means the block does not help.',
  'config.embeddingWidth.label': 'D id embedding',
  'config.embeddingWidth.help': 'Dimensions of the id embedding. Feature embeddings have 4 or 8.',
  'config.hiddenWidth.label': 'H hidden units',
  'config.hiddenWidth.help': 'Units of the one hidden layer of each tower.',
  'config.outputWidth.label': 'K vector width',
  'config.outputWidth.help':
    'Dimensions of the user and item vectors, for all objectives together. It never grows: the objectives share it.',
  'config.batchSize.label': 'B batch',
  'config.batchSize.help': 'Positives per batch; each also serves as an in-batch negative for the others.',
  'config.uniformNegatives.label': 'M negatives',
  'config.uniformNegatives.help': 'Items drawn uniformly and added to every batch as negatives.',
  'config.learningRates.exposure.label': 'Exposure rate',
  'config.learningRates.exposure.help': 'Adam learning rate in the exposure stage.',
  'config.learningRates.click.label': 'Click rate',
  'config.learningRates.click.help': 'Adam learning rate in the click stage.',
  'config.learningRates.conversion.label': 'Conversion rate',
  'config.learningRates.conversion.help': 'Adam learning rate in the conversion stage.',
  'config.laterEmbeddingRate.label': 'Embedding rate after exposure ×',
  'config.laterEmbeddingRate.help':
    'Factor on the learning rate of embeddings once exposure has recovered; at 1, the few clicks are overfitted.',
  'config.recoveryRates.exposure.label': 'Recovery rate × (d)',
  'config.recoveryRates.exposure.help': 'Factor on exposure’s learning rate during recovery.',
  'config.recoveryRates.click.label': 'Recovery rate × (c)',
  'config.recoveryRates.click.help': 'Factor on click’s learning rate during recovery.',
  'config.lossWeights.exposure.label': 'Loss weight d',
  'config.lossWeights.exposure.help':
    'Weight of the exposure loss in methods that train all objectives together.',
  'config.lossWeights.click.label': 'Loss weight c',
  'config.lossWeights.click.help': 'Weight of the click loss in methods that train all objectives together.',
  'config.lossWeights.conversion.label': 'Loss weight v',
  'config.lossWeights.conversion.help':
    'Weight of the conversion loss in methods that train all objectives together.',
  'config.base.label': 'Base method',
  'config.base.help': 'The method whose retrieved items the second stage reorders. It is trained first.',
  'config.rerank.steps.label': 'Reranker steps',
  'config.rerank.steps.help':
    'Training batches per reranker. Each group has one positive and fifteen hard negatives from the retriever.',
  'config.rerank.rate.label': 'Reranker rate',
  'config.rerank.rate.help': 'Adam learning rate of the second stage.',
  'config.keepBest.label': 'Keep best checkpoint',
  'config.keepBest.help': 'Each stage ends with its best validation checkpoint instead of its last step.',
  'config.validationEvery.label': 'Validate every',
  'config.validationEvery.help': 'Steps between validation checks.',
  'config.maximumEpochs.label': 'Epoch limit',
  'config.maximumEpochs.help': 'Maximum number of passes over a stage’s positives; 0 means no limit.',
} as const;
