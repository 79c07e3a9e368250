import { createHash, randomBytes } from 'node:crypto';

/** A new secret of 256 random bits, in characters that survive a URL and a shell. */
export function createSecret(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

/**
 * What is kept of a secret. A plain hash is enough: the secret is random, so there is nothing to guess, and a look-up
 * by hash takes the same time whatever was sent.
 */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
