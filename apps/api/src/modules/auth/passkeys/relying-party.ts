import { isIP } from 'node:net';

/**
 * The name that passkeys belong to: the host of the address under which people reach this installation. Browsers make none for
 * an address of numbers; there they work at `localhost`, which is the same machine.
 */
export function relyingParty(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : 'localhost';
}
