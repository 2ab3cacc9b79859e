/** Session: why the worker refused a command or a saved record. */
export const sessionErrors = {
  'error.unexpected': '{message}',
  'issue.unexpected': '{message}',
  'error.out-of-memory':
    'There is not enough memory for this. Use a smaller log, smaller batches or a narrower model.',
  'error.no-log': 'No log is loaded yet. Load a sample or open a CSV file first.',
  'error.not-a-source':
    'A log is read from a text, from a file (File or Blob), or from a list of several files, each an object with its source and its objective. This was {list, select, empty {an empty list} yes {a list of {given}} other {{given}}}.',
  'error.not-a-run-file': 'A run is read from its file (File or Blob); this was {given}.',
  'error.users-not-listed': 'Give a list of user ids; this was {given}.',
  'error.unknown-format': 'Tables are written as {known}; there is no “{format}”.',
  'error.unknown-sample': 'There is no sample “{name}”.',
  'error.unknown-log-format': 'A log is not written as “{format}”. Formats: {formats}.',
  'error.sample-changed': 'This version of the page generates the sample “{name}” differently.',
  'error.unknown-engine': '“{engine}” is not an engine. Set ?engine= to {known}, or leave it out.',
  'error.no-simd':
    'WebAssembly in this browser has no SIMD instructions, which our kernels need. Leave ?engine= out: then tfjs trains.',

  'error.unknown-method': 'There is no method “{method}”. Choose one of {known}.',
  'error.method-needs-sample': '“{method}” needs the true probabilities, which only the samples have.',
  'error.too-narrow':
    '{objectives} objectives need at least {objectives} hidden and {objectives} output units, one each; there are {hidden} and {output}. Raise H or K.',
  'error.no-units-left':
    'The objectives before it left {objective} no {layer, select, hidden {hidden} other {output}} unit to train. Start the training again: now a unit is left to each objective.',
  'error.no-training-positives':
    'Every {objective} of “{name}” is in the validation or test split, so there is none to train on. Load a log with more of them, or one without the {objective} column.',
  'error.no-masks': 'This run has no masks: its method trains no masked model.',
  'error.no-item-vectors':
    'The method {method} scores items without a vector for each, so there is nothing to draw a map of.',
  'error.item-map-failed':
    'The map of the items could not be made: the worker that computes it did not start. Reload the page, then try again.',
  'error.unknown-run': 'There is no run “{id}”.',
  'error.run-of-other-log': 'Run “{id}” was trained on “{name}”. Load that log to view the run.',
  'error.no-cold-start':
    'The method {method} has no towers that a new user could pass through; a user can be invented for methods of masked towers.',
  'error.unknown-item-id': 'There is no item “{item}” in this log.',
  'error.unknown-user': 'There is no user “{user}” in this log.',

  'error.no-storage': 'This browser saves nothing between visits; perhaps this is a private window.',
  'error.deleted-elsewhere':
    'Everything saved in this browser was deleted, in another tab. What goes on here is no longer saved: its results stay on this page until you close it.',
  'error.storage-full':
    'This browser has no space left to save {what, select, checkpoints {checkpoints} run {this run} other {the log “{name}”}}. What was saved before is still there: delete runs or logs in the view Runs, or export the run to a file.',
  'error.old-records-left-out':
    '{count, plural, one {# saved run, training or log} other {# saved runs, trainings or logs}} of an earlier version of this page could not be read and {count, plural, one {was} other {were}} left out. Everything else is still there.',
  'error.bad-run-name': 'A name must have 1 to {max} characters.',
  'error.run-not-saved':
    'This run is not saved in this browser: it was deleted, or it was trained in another one.',
  'error.log-not-saved':
    'The log “{name}” is not saved in this browser (fingerprint {fingerprint}…). Open its file first, then try again.',
  'error.training-not-saved': 'This training is no longer saved: another tab finished or discarded it.',
  'error.training-in-other-tab': 'This training is running in another tab.',
  'error.training-method': 'The training cannot continue: there is no method “{method}”.',
  'error.training-plan':
    'This version of the page trains in other stages than the version that saved this training in stage “{stage}”. Discard it and train again.',
  'error.training-format':
    'This training was saved in format {format}, which this version of the page cannot read. Reload the page to get the latest version, or discard it and train again.',
  'error.training-incomplete': 'The saved training is incomplete. Discard it and train again.',

  'error.lab-experiment-unreadable':
    'The experiment that an earlier version of this page saved could not be read and was left out. Start it again.',
  'error.lab-in-old-tab':
    'An earlier version of this page is open in another tab, so the lab saves nothing. Close that tab, then reload.',
  'error.lab-busy': 'An experiment has not finished yet. Wait for it to finish, or cancel it.',
  'error.lab-log-not-loaded': 'The experiment uses a log that is not loaded. Load its file, then resume.',
} as const;
