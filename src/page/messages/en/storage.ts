/** What is kept in this browser: interrupted trainings, finished runs, own logs. */
export const storage = {
  'keeping.interrupted': 'A training was interrupted',
  'keeping.interrupted.what':
    '{method} on “{dataset}”, seed {seed}: step {step} of {steps}, in stage “{stage}”, saved {date}.',
  'keeping.interrupted.exact': 'It goes on from there and ends exactly as if nothing had happened.',
  'keeping.continue': 'Continue',
  'keeping.discard': 'Discard',
  'keeping.cause.nan-loss':
    'The loss stopped being a number: the learning rate is probably too high. What was trained before this stage is kept, and the stage begins again.',
  'keeping.fix.nan-loss': 'Halve the learning rates and go on',
  'keeping.cause.out-of-memory':
    'Memory ran out: the batch is probably too large for this machine. What was trained before this stage is kept, and the stage begins again.',
  'keeping.fix.out-of-memory': 'Halve the batch and go on',
  'keeping.killed': 'The browser stopped the training in the background',
  'keeping.killed.what':
    'Most likely memory ran out. The latest checkpoint and all finished runs are kept: reload, and go on from there.',
  'keeping.reload': 'Reload the page',
  'keeping.title': 'Kept in this browser',
  'keeping.none':
    'Finished runs, logs of your own and interrupted trainings are kept here and nowhere else, until you delete them.',
  'keeping.runs': 'Runs',
  'keeping.logs': 'Logs of your own',
  'keeping.run': '{dataset} · seed {seed} · {date} · {size} kB',
  'keeping.log': '{rows} rows · {date}',
  'keeping.open': 'Open',
  'keeping.open.label': 'Open {name}',
  'keeping.rename': 'Rename',
  'keeping.rename.label': 'Rename {name}',
  'keeping.rename.field': 'New name of {name}',
  'keeping.rename.save': 'Save name',
  'keeping.delete': 'Delete',
  'keeping.delete.label': 'Delete {name}',
  'keeping.forget': 'Forget everything…',
  'keeping.forget.sure': 'Really delete all runs, logs, checkpoints and the lab’s results from this browser?',
  'keeping.forget.yes': 'Yes, forget everything',
  'keeping.forget.no': 'No, keep it',
  'link.copy': 'Copy link to this setup',
  'link.copied': 'Copied; it is in the address bar too. It holds no row of the log.',
  'link.needed': 'This link needs the log “{name}”',
  'link.needed.what':
    'A link never holds data. Open the file “{name}” (fingerprint {fingerprint}…), and {method} will be set up as the link says.',
} as const;
