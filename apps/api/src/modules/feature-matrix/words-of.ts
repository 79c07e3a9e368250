/** A column's name as lower-case words: "NumWebPurchases", "num_web_purchases" → "num web purchases". */
export function wordsOf(column: string): string {
  return column
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .replace(/[_\-.\s]+/g, ' ')
    .trim()
    .toLowerCase();
}
