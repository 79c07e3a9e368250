import { nameInWords } from '../../feature-matrix/index.js';

/** What columns are called: as people say, else their names in words. */
export function columnsInWords(
  columns: readonly { readonly name: string; readonly label: string | null }[],
): (name: string) => string {
  const labels = new Map(columns.map(({ name, label }) => [name, label]));
  return (name) => labels.get(name) ?? upperFirst(nameInWords(name));
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
