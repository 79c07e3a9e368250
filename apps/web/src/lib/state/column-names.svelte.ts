import { formatFeature } from '#lib/format/words.ts';

let labels = $state.raw<ReadonlyMap<string, string>>(new Map());

/** Takes over what people call the columns of the dataset that is on the screen. */
export function nameColumns(
  columns: readonly { readonly name: string; readonly label: string | null }[],
): void {
  labels = new Map(columns.flatMap(({ name, label }) => (label === null ? [] : [[name, label] as const])));
}

/** What people call a column of the dataset on the screen; where nobody has said, its name in words. */
export function columnName(name: string): string {
  return labels.get(name) ?? formatFeature(name);
}
