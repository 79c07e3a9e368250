import { createHmac, timingSafeEqual } from 'node:crypto';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { CustomerExport } from './customer-export.entity.js';

type Signed = Pick<CustomerExport, 'id' | 'secret' | 'expiresAt'>;

/** The path by which whoever has it fetches a file until it expires; null while there is none. */
export function linkTo({ id, secret, expiresAt }: Signed): string | null {
  if (expiresAt === null) return null;
  const expires = expiresAt.getTime();
  return `/exports/${toGlobalId('CustomerExport', id)}?expires=${expires}&signature=${sign(id, secret, expires)}`;
}

/** Whether a link to a file is one of ours, whole, and has not expired. */
export function isSigned(
  { id, secret, expiresAt }: Signed,
  { expires, signature }: { readonly expires?: string | undefined; readonly signature?: string | undefined },
  now: Date,
): boolean {
  if (expiresAt === null || expiresAt <= now || expires !== String(expiresAt.getTime())) return false;
  const own = Buffer.from(sign(id, secret, expiresAt.getTime()));
  const given = Buffer.from(signature ?? '');
  return own.length === given.length && timingSafeEqual(own, given);
}

function sign(id: string, secret: Buffer, expires: number): string {
  return createHmac('sha256', secret).update(`${id}.${expires}`).digest('base64url');
}
