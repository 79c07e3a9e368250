/** The columns of a file by the names that a dataset has for them. */
export interface MatchedNames {
  readonly names: readonly string[];
  /** What was taken for what, in sentences. */
  readonly warnings: readonly string[];
}

/**
 * Gives a column of a file the name of a dataset's column that is the same but for case, blanks and signs, such as "Customer ID"
 * for "customer_id", where that leaves no doubt.
 */
export function matchNames(
  names: readonly string[],
  known: readonly { readonly name: string }[],
): MatchedNames {
  const present = new Set(names);
  const open = Map.groupBy(
    known.filter(({ name }) => !present.has(name)),
    ({ name }) => plain(name),
  );
  const own = Map.groupBy(names, plain);
  const warnings: string[] = [];
  const exact = new Set(known.map(({ name }) => name));
  const matched = names.map((name) => {
    const found = open.get(plain(name));
    if (exact.has(name) || found?.length !== 1 || own.get(plain(name))!.length > 1) return name;
    warnings.push(`The column "${name}" is taken for "${found[0]!.name}" of the dataset.`);
    return found[0]!.name;
  });
  return { names: matched, warnings };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || name;
}
