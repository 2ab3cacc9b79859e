/** Separators by the name of their message. */
export const SEPARATOR_NAMES = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  '::': 'colons',
} as const;
