/** A part of a screen, shown alone: what the address calls it, and its name. */
export interface View<Key extends string = string> {
  readonly key: Key;
  readonly name: string;
}

/** The view that the address names; the first one where it names none. */
export function viewOf<Key extends string>(views: readonly View<Key>[], named: string | null): Key {
  return (views.find(({ key }) => key === named) ?? views[0]!).key;
}

/** The same address with another view; the first one needs no name. */
export function withView<Key extends string>(
  { pathname, searchParams }: { pathname: string; searchParams: { toString(): string } },
  views: readonly View<Key>[],
  view: Key,
): string {
  const params = new URLSearchParams(searchParams.toString());
  if (view === views[0]!.key) params.delete('view');
  else params.set('view', view);
  return params.size === 0 ? pathname : `${pathname}?${params}`;
}
