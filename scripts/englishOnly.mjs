/** Leaves the words of other languages out of the build: the page is in English. */

const OTHER_LANGUAGE = /[\\/]react-aria[\\/].*[\\/]intl[\\/]\w+[\\/](?!en-US)[a-z]{2}-[A-Z]{2}\.mjs$/;

/**
 * React Aria carries its few sentences in 34 languages, which are most of some of its components.
 * @returns {import('vite').Plugin}
 */
export function englishOnly() {
  return {
    name: 'english-only',
    apply: 'build',
    load: (id) => (OTHER_LANGUAGE.test(id) ? 'export default undefined;' : null),
  };
}
