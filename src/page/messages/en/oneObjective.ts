/** Logs of one kind of event: what the page then shows, and why it shows neither sliders nor masks. */
export const oneObjective = {
  'objective.single': 'Interaction',
  'mapping.oneObjective': 'Train this one objective alone',
  'data.funnel.one': 'What the log holds',
  'data.oneObjective':
    'This log has one kind of event, so one objective is trained: a plain two-tower. All methods of masked towers are the same here.',
  'single.fusion.title': 'One objective',
  'single.fusion':
    'There are no sliders, because one objective has one score and there is nothing to mix. The list ranks by that score.',
  'single.vector': 'The whole vector belongs to the one objective: it is not divided into blocks.',
  'single.masks':
    'There are no masks, because one objective owns every weight: nothing is released to another, and nothing can be forgotten.',
  'retrieve.history.countOne': '{exposures} interactions',
} as const;
