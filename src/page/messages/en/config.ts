/** A label and an explanation for every hyperparameter, under `config.<path>`. */
export const config = {
  'config.seed.label': 'Seed',
  'config.seed.help': 'The same seed on the same engine repeats a run exactly. 0 is a seed like any other.',
  'config.steps.exposure.label': 'Exposure steps',
  'config.steps.exposure.help': 'Batches in the first stage, which trains every weight on exposures.',
  'config.recoverySteps.exposure.label': 'Exposure recovery',
  'config.recoverySteps.exposure.help':
    'Batches of fine-tuning after pruning, on the weights exposure kept. Then they freeze.',
  'config.steps.click.label': 'Click steps',
  'config.steps.click.help': 'Batches of the click stage, which trains only what exposure released.',
  'config.recoverySteps.click.label': 'Click recovery',
  'config.recoverySteps.click.help': 'Batches of fine-tuning on the weights click kept. Then they freeze.',
  'config.steps.conversion.label': 'Conversion steps',
  'config.steps.conversion.help': 'Batches of the last stage, on what is left.',
  'config.tau.exposure.label': 'τ after exposure',
  'config.tau.exposure.help':
    'Cumulative percentile pruning: exposure releases its least important units until they hold this share of all importance.',
  'config.tau.click.label': 'τ after click',
  'config.tau.click.help': 'The same within what click owns: room for conversion.',
  'config.granularity.label': 'Granularity',
  'config.granularity.help':
    'Whole units make the network block-triangular: one pass serves all objectives. Single weights are the paper’s literal rule, at one hidden pass per objective.',
  'config.weightTau.label': 'τ of single weights',
  'config.weightTau.help': 'Share of importance released in the first layer when single weights are pruned.',
  'config.releaseShare.exposure.label': 'Ratio after exposure',
  'config.releaseShare.exposure.help':
    'Share of each layer’s columns and units that exposure releases, the same in every layer, whatever they hold.',
  'config.releaseShare.click.label': 'Ratio after click',
  'config.releaseShare.click.help': 'The same within what click owns: room for conversion.',
  'config.fisherSamples.label': 'Fisher samples',
  'config.fisherSamples.help':
    'Training positives whose gradients decide which weights matter: more is steadier and slower.',
  'config.margin.label': 'Margin form',
  'config.margin.help':
    'Reconstructed. Conflict-aware gives the largest margin to negatives the upstream already ranks below the positive; hard push to those it ranks above.',
  'config.gamma.label': 'γ margin',
  'config.gamma.help':
    'Reconstructed. Strength of the cross-stage adaptive margin; 0 is plain sampled softmax, bit for bit.',
  'config.distillation.label': 'κ distillation',
  'config.distillation.help':
    'Ours. In recovery, the share of the target that comes from the unpruned model’s own ranking.',
  'config.embeddingDecay.label': 'λ embedding decay',
  'config.embeddingDecay.help': 'Ours. Embeddings shrink by 1 − learning rate · λ in each step.',
  'config.auxiliary.label': 'a auxiliary loss',
  'config.auxiliary.help':
    'Ours. Weight of the upstream objective’s loss in later stages, kept only where validation prefers it.',
  'config.blockShrink.label': 'Shrink blocks',
  'config.blockShrink.help':
    'Ours. Before a later block freezes, scale it by the factor that is best on validation; 0 means it taught nothing.',
  'config.embeddingWidth.label': 'D id embedding',
  'config.embeddingWidth.help': 'Numbers that stand for a user’s or an item’s id. Features have 4 or 8.',
  'config.hiddenWidth.label': 'H hidden units',
  'config.hiddenWidth.help': 'Units of the one hidden layer of each tower.',
  'config.outputWidth.label': 'K vector width',
  'config.outputWidth.help':
    'Width of a user’s and an item’s vector, for all objectives together. It never grows: the objectives divide it.',
  'config.batchSize.label': 'B batch',
  'config.batchSize.help': 'Positives in a batch; each is a negative to the others.',
  'config.uniformNegatives.label': 'M negatives',
  'config.uniformNegatives.help': 'Items drawn uniformly and added to every batch as negatives.',
  'config.learningRates.exposure.label': 'Exposure rate',
  'config.learningRates.exposure.help': 'Adam’s learning rate in the exposure stage.',
  'config.learningRates.click.label': 'Click rate',
  'config.learningRates.click.help': 'Adam’s learning rate in the click stage.',
  'config.learningRates.conversion.label': 'Conversion rate',
  'config.learningRates.conversion.help': 'Adam’s learning rate in the conversion stage.',
  'config.laterEmbeddingRate.label': 'Later embeddings ×',
  'config.laterEmbeddingRate.help':
    'Factor on the learning rate of embeddings after exposure’s recovery; at 1, few clicks overfit.',
  'config.recoveryRates.exposure.label': 'Recovery rate × (d)',
  'config.recoveryRates.exposure.help': 'Factor on exposure’s learning rate while it recovers.',
  'config.recoveryRates.click.label': 'Recovery rate × (c)',
  'config.recoveryRates.click.help': 'Factor on click’s learning rate while it recovers.',
  'config.lossWeights.exposure.label': 'Loss weight d',
  'config.lossWeights.exposure.help':
    'Weight of exposure in the common loss of methods that learn all objectives at once.',
  'config.lossWeights.click.label': 'Loss weight c',
  'config.lossWeights.click.help':
    'Weight of click in the common loss of methods that learn all objectives at once.',
  'config.lossWeights.conversion.label': 'Loss weight v',
  'config.lossWeights.conversion.help':
    'Weight of conversion in the common loss of methods that learn all objectives at once.',
  'config.base.label': 'Base method',
  'config.base.help': 'Which method’s retrieved items the second stage puts in order. It is trained first.',
  'config.rerank.steps.label': 'Reranker steps',
  'config.rerank.steps.help':
    'Batches of groups for each objective’s reranker: a positive beside fifteen hard negatives of the retriever.',
  'config.rerank.rate.label': 'Reranker rate',
  'config.rerank.rate.help': 'Adam’s learning rate of the second stage.',
  'config.keepBest.label': 'Keep best checkpoint',
  'config.keepBest.help': 'Each stage ends with its best validation checkpoint instead of its last step.',
  'config.validationEvery.label': 'Validate every',
  'config.validationEvery.help': 'Steps between two looks at validation recall.',
  'config.maximumEpochs.label': 'Epoch limit',
  'config.maximumEpochs.help': 'No stage sees its positives more often than this; 0 is no limit.',
} as const;
