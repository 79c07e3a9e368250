import { type LookupAddress, lookup } from 'node:dns';
import { type BlockList, isIP, type LookupFunction } from 'node:net';
import { addressList } from '../../../platform/address-list.js';

/** Networks of IPv4 that are not the public internet, by the special-purpose registry of IANA. */
const NOT_PUBLIC = addressList([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  // Of IPv6, global unicast without what tunnels to IPv4, or is for examples and protocols.
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
]);

/** Global unicast, the only addresses of IPv6 that are public. */
const PUBLIC_IPV6 = addressList(['2000::/3']);

/** Finds all addresses of a host name. */
export type Resolve = (
  hostname: string,
  options: { readonly all: true; readonly family?: number },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** The error for a destination that nothing is sent to. */
export class ForbiddenDestination extends Error {}

/**
 * Decides which addresses webhooks are sent to: public ones over https, and those of the operator's allow-list. It is
 * asked when a connection is made, and the connection goes to an address that it has seen, so that it does not matter
 * what a name resolves to at other times.
 */
export class DestinationGuard {
  readonly #allowed: BlockList;
  /** Whether the operator allows any network beside the public one. */
  readonly allowsInner: boolean;

  constructor(
    allow: readonly string[],
    private readonly resolve: Resolve = lookup,
  ) {
    this.#allowed = addressList(allow);
    this.allowsInner = allow.length > 0;
  }

  /** Why nothing is sent to an address; null if it may be. */
  refusal(address: string, secure: boolean): string | null {
    const version = isIP(address);
    if (version === 0 || address.includes('%')) return `"${address}" is no address that can be checked`;
    const family = version === 4 ? 'ipv4' : 'ipv6';
    if (this.#allowed.check(address, family)) return null;
    if (NOT_PUBLIC.check(address, family) || (version === 6 && !PUBLIC_IPV6.check(address, family))) {
      return `${address} is not a public address; the operator may allow its network by WEBHOOK_ALLOW`;
    }
    return secure ? null : `${address} must be spoken to over https; http is for networks of WEBHOOK_ALLOW`;
  }

  /** Looks a host name up for a connection; fails if any of its addresses is refused. */
  lookup(secure: boolean): LookupFunction {
    return (hostname, { family, all }, callback) => {
      const version = family === 4 || family === 'IPv4' ? 4 : family === 6 || family === 'IPv6' ? 6 : 0;
      this.resolve(hostname, { all: true, family: version }, (error, addresses) => {
        const [first] = addresses ?? [];
        if (error || !first) return callback(error ?? new Error('no address'), []);
        const refusals = addresses.flatMap(({ address }) => this.refusal(address, secure) ?? []);
        if (refusals[0] !== undefined) return callback(new ForbiddenDestination(refusals[0]), []);
        if (all) callback(null, addresses);
        else callback(null, first.address, first.family);
      });
    };
  }
}
