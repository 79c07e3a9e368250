/** Downloads a file. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Words as part of a file's name: "How good is each k?" is "how-good-is-each-k". */
function slug(words: string): string {
  return words
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f’']/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}

/** What a file from a chart is called: dataset, title and the day in UTC, "shop-customer-map-2026-11-30". */
export function fileName(dataset: string, title: string, now: Date): string {
  return [slug(dataset).slice(0, 40), slug(title), now.toISOString().slice(0, 10)].filter(Boolean).join('-');
}
