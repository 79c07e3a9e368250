/** The questions that the churn screen answers, one at a time. */
export const CHURN_VIEWS = [
  { key: 'contact', name: 'Whom to contact' },
  { key: 'why', name: 'Why' },
  { key: 'trust', name: 'Can you trust it?' },
  { key: 'versions', name: 'Versions' },
] as const;

export type ChurnView = (typeof CHURN_VIEWS)[number]['key'];

/** The view that the address names; the first one where it names none. */
export function churnViewOf(named: string | null): ChurnView {
  return CHURN_VIEWS.find(({ key }) => key === named)?.key ?? 'contact';
}

/** The same address with another view; the first one needs no name. */
export function withView(
  { pathname, searchParams }: { pathname: string; searchParams: { toString(): string } },
  view: ChurnView,
): string {
  const params = new URLSearchParams(searchParams.toString());
  if (view === 'contact') params.delete('view');
  else params.set('view', view);
  return params.size === 0 ? pathname : `${pathname}?${params}`;
}
