const NAMES: Record<string, string> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  ' ': 'blanks',
  ':': 'colon',
  '^': 'caret',
  '~': 'tilde',
  '#': 'hash',
};

/** A delimiter by its name, where it has one. */
export function delimiterName(delimiter: string): string {
  return NAMES[delimiter] ?? delimiter;
}
