/** Separators by the name of their message. */
export const SEPARATOR_NAMES = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  '::': 'colons',
  '\u0001': 'controlA',
  '\u0002': 'controlB',
  '\u0003': 'controlC',
  '^': 'caret',
  ' ': 'blanks',
} as const;
