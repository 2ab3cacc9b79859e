/** fast-check with one fixed seed for all tests: a failure, which prints it, repeats by the same command. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 5 });

export { fc };
