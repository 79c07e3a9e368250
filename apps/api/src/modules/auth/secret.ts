import { createHash, randomBytes } from 'node:crypto';

/** A new secret of 256 random bits, in characters that survive a URL and a shell. */
export function createSecret(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

/**
 * The part of a secret that is stored. A plain hash is enough: the secret is random, so it cannot be guessed, and a
 * look-up by hash takes the same time whatever was sent.
 */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
