/** What is kept in this browser: interrupted trainings, finished runs, own logs. */
export const storage = {
  'storage.interrupted': 'A training was interrupted',
  'storage.interrupted.what':
    '{method} on “{dataset}”, seed {seed}: step {step} of {steps}, in stage “{stage}”, saved {date}.',
  'storage.interrupted.exact': 'It goes on from there and ends exactly as if nothing had happened.',
  'storage.continue': 'Continue',
  'storage.discard': 'Discard',
  'storage.cause.nan-loss':
    'The loss stopped being a number: the learning rate is probably too high. What was trained before this stage is kept, and the stage begins again.',
  'storage.remedy.nan-loss': 'Halve the learning rates and go on',
  'storage.cause.out-of-memory':
    'Memory ran out: the batch is probably too large for this machine. What was trained before this stage is kept, and the stage begins again.',
  'storage.remedy.out-of-memory': 'Halve the batch and go on',
  'storage.workerStopped': 'The browser stopped the training in the background',
  'storage.workerStopped.what':
    'Most likely memory ran out. The latest checkpoint and all finished runs are kept: reload, and go on from there.',
  'storage.reload': 'Reload the page',
  'storage.title': 'Kept in this browser',
  'storage.none':
    'Finished runs, logs of your own and interrupted trainings are kept here and nowhere else, until you delete them.',
  'storage.runs': 'Runs',
  'storage.logs': 'Logs of your own',
  'storage.run': '{dataset} · seed {seed} · {date} · {size} kB',
  'storage.log': '{rows} rows · {date}',
  'storage.open': 'Open',
  'storage.open.label': 'Open {name}',
  'storage.rename': 'Rename',
  'storage.rename.label': 'Rename {name}',
  'storage.rename.field': 'New name of {name}',
  'storage.rename.save': 'Save name',
  'storage.delete': 'Delete',
  'storage.delete.label': 'Delete {name}',
  'storage.deleteAll': 'Forget everything…',
  'storage.deleteAll.question':
    'Really delete all runs, logs, checkpoints and the lab’s results from this browser?',
  'storage.deleteAll.confirm': 'Yes, forget everything',
  'storage.deleteAll.cancel': 'No, keep it',
  'link.copy': 'Copy link to this setup',
  'link.copied': 'Copied; it is in the address bar too. It holds no row of the log.',
  'link.needed': 'This link needs the log “{name}”',
  'link.needed.what':
    'A link never holds data. Open the file “{name}” (fingerprint {fingerprint}…), and {method} will be set up as the link says.',
} as const;
