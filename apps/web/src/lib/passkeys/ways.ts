/** In which ways people sign in at this server, beside links, keys and passwords. */
export interface Ways {
  /** The host that passkeys belong to. */
  readonly passkeys: { readonly host: string };
  /** The provider of OpenID Connect, if there is one. */
  readonly openId: { readonly label: string } | null;
}

/** Asks the server; null if it does not say, where one signs in as before. */
export async function loadWays(): Promise<Ways | null> {
  try {
    const answer = await fetch('/auth/ways');
    return answer.ok ? ((await answer.json()) as Ways) : null;
  } catch {
    return null;
  }
}
