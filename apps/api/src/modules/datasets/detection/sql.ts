/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The name of column `index` in every working table, because names from the header may contain anything. */
export function columnAt(index: number): string {
  return `c${index}`;
}
