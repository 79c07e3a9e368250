/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The name that column `index` has in every working table: what the header says may be anything. */
export function columnAt(index: number): string {
  return `c${index}`;
}
