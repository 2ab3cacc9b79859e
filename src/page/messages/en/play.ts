/** The instrument: its parts, and the article below it. */
export const play = {
  'play.title': 'The instrument',
  'play.part.data': 'Data',
  'play.part.stages': 'Stages',
  'play.part.masks': 'Masks',
  'play.part.vector': 'One vector',
  'play.part.recall': 'Recall',
  'play.part.fusion': 'Fusion',
  'play.part.list': 'List',
  'play.picture': 'Picture',
  'play.picture.list': 'List',
  'play.picture.masks': 'Masks',
  'play.picture.recall': 'Recall',
  'play.picture.stages': 'Stages',
  'play.vector.empty': 'The numbers of a vector will be drawn here, each in the colour of its objective.',
  'play.charts': 'Curves…',
  'play.data.open': 'More about it',
  'play.show': 'Show it',
  'play.show.label': 'Show it: {part}',
  'article.title': 'How it works',
  'article.data.title': 'Three objectives',
  'article.data':
    'A log records which items each user was shown and how far they went: exposure, click, conversion. Every step keeps fewer pairs, so the objective that matters most has the least data.',
  'article.plan.title': 'A method is a plan',
  'article.plan':
    'In CSMF, exposure trains all weights. Cumulative percentile pruning (CPP) then releases the least important ones: those that together carry no more than τ of the importance. Accuracy recovery (AR) fine-tunes what is left, and it is frozen. Click trains on the released weights, then conversion; both use a margin that grows with the score of the objective before (AML).',
  'article.train.title': 'Nothing is forgotten',
  'article.train':
    'Learning the next objective cannot harm the one before it, because what it keeps no longer moves. Without masks, each objective overwrites the last: train Sequential and read how far exposure’s scores move.',
  'article.masks.title': 'Every weight has one owner',
  'article.masks':
    'A later objective may read what an earlier one computes, never the other way round. Backward connections are blocked, so each matrix becomes a staircase.',
  'article.vector.title': 'One vector for all',
  'article.vector':
    'The output is divided into a block for each objective, and its length stays the same. A weight scales a block of the user vector; the item index is not touched.',
  'article.fusion.title': 'Three weights steer it',
  'article.fusion':
    'The fused score is F = α_d s_d + α_c s_c + α_v s_v. Raise the weight of conversion and the list ranks by what people buy; the bars show what that costs the other objectives over all test users.',
  'article.list.title': 'A list for one user',
  'article.list':
    'The list follows the sliders at once. Arrows show how far an item moved; a mark shows what the user did with it in the test split, which the model never saw.',
} as const;
