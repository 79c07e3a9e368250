/** A page of a list, as every list of the schema has it. */
export interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/**
 * The entries of a list, one by one, of all its pages: a page is asked for when the one before it has been read. Ends where
 * there is no list.
 * @param ask asks for the page after a cursor; null for the first one
 */
export async function* readConnection<Node>(
  ask: (after: string | null) => Promise<Connection<Node> | null | undefined>,
): AsyncGenerator<Node, void, void> {
  for (let after: string | null = null; ; ) {
    const page = await ask(after);
    if (!page) return;
    for (const { node } of page.edges) yield node;
    const { hasNextPage, endCursor }: Connection<Node>['pageInfo'] = page.pageInfo;
    if (!hasNextPage) return;
    if (endCursor === null || endCursor === after) {
      throw new Error(
        `The page after ${after} ends at ${endCursor}; the document must pass $after on to its list and select pageInfo { hasNextPage endCursor }.`,
      );
    }
    after = endCursor;
  }
}
