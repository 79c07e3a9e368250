import { say } from './messages';
import type { Ways } from './ways.ts';

/** What came of asking a device: it signed in or added a passkey, the person left it, or why it did not work. */
export type PasskeyOutcome =
  | { readonly kind: 'done' | 'left' }
  | { readonly kind: 'failed'; readonly why: string };

/** Whether this browser, on this page, can use passkeys of the server. */
export function mayUsePasskeys(ways: Ways | null): boolean {
  return (
    ways !== null &&
    isUnder(location.hostname, ways.passkeys.host) &&
    globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined
  );
}

/** Whether a page's host has passkeys of another: its own, or of a domain that it is under. */
export function isUnder(hostname: string, host: string): boolean {
  return hostname === host || hostname.endsWith(`.${host}`);
}

/** Whether the browser offers passkeys beside passwords where a name is typed. */
export async function offersByItself(): Promise<boolean> {
  return (await globalThis.PublicKeyCredential?.isConditionalMediationAvailable?.()) ?? false;
}

/** Makes a passkey and gives it a name. */
export function addPasskey(name: string): Promise<PasskeyOutcome> {
  return inWords(async () => {
    const question = await ask('/auth/passkeys/questions/add', {});
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
      question as unknown as PublicKeyCredentialCreationOptionsJSON,
    );
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    await ask('/auth/passkeys', { name, response: made.toJSON() });
  });
}

/**
 * Signs in by a passkey: asks for one at once, or, with `mediation: 'conditional'`, waits until the person picks one where the
 * browser offers them. The latter ends with `signal`, as `left`.
 */
export function signInByPasskey(options: Pick<CredentialRequestOptions, 'mediation' | 'signal'> = {}) {
  return inWords(async () => {
    const question = await ask('/auth/passkeys/questions/sign-in', {});
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
      question as unknown as PublicKeyCredentialRequestOptionsJSON,
    );
    const picked = (await navigator.credentials.get({ ...options, publicKey })) as PublicKeyCredential;
    await ask('/auth/passkeys/session', { response: picked.toJSON() });
  });
}

/** The server refused, in its words. */
class Refusal extends Error {}

async function ask(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const said = answer.status === 204 ? {} : ((await answer.json()) as Record<string, unknown>);
  if (!answer.ok) throw new Refusal(String(said.message));
  return said;
}

async function inWords(work: () => Promise<void>): Promise<PasskeyOutcome> {
  try {
    await work();
    return { kind: 'done' };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'failed', why: error.message };
    const name = error instanceof DOMException ? error.name : '';
    // What the person cancelled, or a device that did not answer in time; browsers do not tell these apart.
    if (name === 'NotAllowedError' || name === 'AbortError') return { kind: 'left' };
    if (name === 'InvalidStateError') return { kind: 'failed', why: say().hasOne };
    if (name === '') return { kind: 'failed', why: say().noAnswer };
    return { kind: 'failed', why: say().cannot };
  }
}
