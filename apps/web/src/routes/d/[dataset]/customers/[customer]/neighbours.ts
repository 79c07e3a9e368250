/** The page of the list that one came from: its address, and its customers in order. */
export interface ListPage {
  readonly params: URLSearchParams;
  readonly customers: readonly string[];
}

/** A customer beside another, and the address of the page of the list that has them. */
interface Neighbour {
  readonly id: string;
  readonly list: string;
}

/** Where a customer stands in a list. */
export interface Place {
  /** From 1. */
  readonly number: number;
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
}

/**
 * The customers before and after one in a page of a list; null where the page does not have the customer. After the last
 * comes the first of the next page, once that is known; nobody comes before the first of a page, since lists only go on.
 */
export function neighbours(
  externalId: string,
  { params, customers }: ListPage,
  nextPage: { readonly cursor: string; readonly first: string | null } | null,
): Place | null {
  const at = customers.indexOf(externalId);
  if (at < 0) return null;
  const before = Number(params.get('from') ?? '0');
  const here = params.toString();
  const beside = (id: string | undefined) => (id === undefined ? null : { id, list: here });
  const isLast = at === customers.length - 1;
  let next = beside(customers[at + 1]);
  if (isLast && nextPage?.first) {
    const onward = new URLSearchParams(params);
    onward.set('after', nextPage.cursor);
    onward.set('from', String(before + customers.length));
    next = { id: nextPage.first, list: onward.toString() };
  }
  return { number: before + at + 1, previous: beside(customers[at - 1]), next };
}
