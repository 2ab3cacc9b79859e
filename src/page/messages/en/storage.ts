/** What is saved in this browser: interrupted trainings, finished runs, uploaded logs; and links. */
export const storage = {
  'storage.interrupted': 'A training was interrupted',
  'storage.interrupted.what':
    '{method} on “{dataset}”, seed {seed}: step {step} of {steps}, in stage “{stage}”, saved {date}.',
  'storage.interrupted.exact':
    'Training resumes there, with exactly the result an uninterrupted run would have had.',
  'storage.interrupted.otherEngine':
    'It was saved by the engine “{saved}” and goes on with “{now}”, which rounds differently: the result is not bit for bit what it would have been.',
  'storage.continue': 'Continue',
  'storage.discard': 'Discard',
  'storage.cause.nan-loss':
    'The loss became NaN: the learning rate is probably too high. What was trained before this stage is saved, and the stage restarts.',
  'storage.remedy.nan-loss': 'Halve the learning rates and resume',
  'storage.cause.nan-weights':
    'Weights became NaN or infinite: the learning rate or the embedding decay is probably too high. What was trained before this stage is saved, and the stage restarts.',
  'storage.remedy.nan-weights': 'Halve learning rates and decay, and resume',
  'storage.cause.out-of-memory':
    'Memory ran out: the batch is probably too large for this device. What was trained before this stage is saved, and the stage restarts.',
  'storage.remedy.out-of-memory': 'Halve the batch and resume',
  'storage.workerStopped': 'The browser stopped the training worker',
  'storage.workerStopped.what':
    'Memory has probably run out. The latest checkpoint and all finished runs are saved: reload the page to resume.',
  'storage.reload': 'Reload the page',
  'storage.title': 'Saved in this browser',
  'storage.none':
    'Finished runs, uploaded logs and interrupted trainings are stored only in this browser until you delete them.',
  'storage.counts':
    '{runs, plural, =0 {No run} one {# run} other {# runs}} and {logs, plural, =0 {no log} one {# uploaded log} other {# uploaded logs}} are stored, only in this browser, until you delete them.',
  'storage.logs': 'Uploaded logs',
  'storage.run': 'Trained on {dataset} · saved {date} · {size} kB. Open it to see its figures.',
  'storage.log': '{rows} rows · {date}',
  'storage.open': 'Open',
  'storage.open.label': 'Open {name}',
  'storage.rename': 'Rename',
  'storage.rename.label': 'Rename {name}',
  'storage.rename.field': 'New name of {name}',
  'storage.rename.save': 'Save name',
  'storage.rename.cancel': 'Cancel renaming',
  'storage.delete': 'Delete',
  'storage.delete.label': 'Delete {name}',
  'storage.deleteAll': 'Delete everything…',
  'storage.deleteAll.question': 'Delete all runs, logs, checkpoints and lab results from this browser?',
  'storage.deleteAll.confirm': 'Delete everything',
  'storage.deleteAll.cancel': 'Cancel',
  'link.copy': 'Copy link to this setup',
  'link.copied': 'Copied; it is in the address bar too. It contains no log data.',
  'link.needed': 'This link needs the log “{name}”',
  'link.needed.what':
    'Links never contain data. Open the file “{name}” (fingerprint {fingerprint}…), and {method} will be set up as in the link.',
} as const;
