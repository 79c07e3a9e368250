import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { readEndpointUrl } from '../endpoint-url.js';
import { DestinationGuard } from './destination-guard.js';

const guard = new DestinationGuard([]);

/** What an address literal of a URL is, after the URL's own reading of it. */
const hostOf = (url: string) => new URL(url).hostname.replace(/^\[|\]$/g, '');

const NOT_PUBLIC = [
  ['loopback', '127.0.0.1'],
  ['loopback, somewhere in it', '127.255.0.9'],
  ['loopback as a number', '2130706433'],
  ['loopback in hexadecimal', '0x7f000001'],
  ['loopback in octal', '0177.0.0.01'],
  ['loopback in short', '127.1'],
  ['loopback in mixed notation', '0x7f.1'],
  ['loopback in full-width digits', '１２７.０.０.１'],
  ['this host', '0.0.0.0'],
  ['this host in short', '0'],
  ['private, 10', '10.0.0.1'],
  ['private, 172.16', '172.31.255.255'],
  ['private, 192.168', '192.168.1.1'],
  ['a cloud’s metadata', '169.254.169.254'],
  ['a cloud’s metadata as a number', '2852039166'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['multicast', '224.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['reserved', '240.0.0.1'],
  ['benchmarks', '198.18.0.1'],
  ['loopback of IPv6', '[::1]'],
  ['this host of IPv6', '[::]'],
  ['unique-local', '[fd00::1]'],
  ['link-local', '[fe80::1]'],
  ['site-local', '[fec0::1]'],
  ['multicast of IPv6', '[ff02::1]'],
  ['loopback mapped into IPv6', '[::ffff:127.0.0.1]'],
  ['loopback mapped, in hexadecimal', '[::ffff:7f00:1]'],
  ['a private address mapped', '[::ffff:10.0.0.1]'],
  ['a public address mapped', '[::ffff:8.8.8.8]'],
  ['loopback in the old form of mapping', '[::127.0.0.1]'],
  ['loopback behind NAT64', '[64:ff9b::7f00:1]'],
  ['loopback behind 6to4', '[2002:7f00:1::]'],
  ['Teredo', '[2001:0:7f00:1::]'],
  ['documentation', '[2001:db8::1]'],
] as const;

describe('a destination', () => {
  it.each(NOT_PUBLIC)('that is %s is refused, written as %s', (_, host) => {
    expect(guard.refusal(hostOf(`https://${host}/`), true)).toMatch(/is not a public address/);
    expect(() => readEndpointUrl(`https://${host}/hook`, guard)).toThrow(/is not a public address/);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111'])('%s is public', (address) => {
    expect(guard.refusal(address, true)).toBeNull();
    expect(guard.refusal(address, false)).toMatch(/must be spoken to over https/);
  });

  it('that the operator allows is taken, in whatever form, over http as well', () => {
    const inner = new DestinationGuard(['127.0.0.0/8', 'fd00::/8']);
    for (const address of ['127.0.0.1', '::ffff:127.0.0.1', 'fd00::1']) {
      expect(inner.refusal(address, false)).toBeNull();
    }
    expect(inner.refusal('10.0.0.1', true)).toMatch(/is not a public address/);
    expect(inner.refusal('8.8.8.8', false)).toMatch(/https/);
  });

  it.each(['', 'localhost', '127.0.0.1.', 'fe80::1%eth0', '127.0.0.1:80'])(
    'that is no address that can be checked is refused: "%s"',
    (text) => expect(guard.refusal(text, true)).toMatch(/no address/),
  );
});

describe('a host name', () => {
  const lookUp = (addresses: LookupAddress[], all: boolean) =>
    new Promise((resolve, reject) => {
      const named = new DestinationGuard([], (_, __, callback) => callback(null, addresses));
      named.lookup(true)('example.com', { all }, (error, found) => (error ? reject(error) : resolve(found)));
    });
  const good = { address: '8.8.8.8', family: 4 };

  it('is connected to at the addresses that were checked', async () => {
    expect(await lookUp([good], true)).toEqual([good]);
    expect(await lookUp([good], false)).toBe('8.8.8.8');
  });

  it('is refused if any of its addresses is', async () => {
    for (const address of ['127.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1']) {
      const bad = { address, family: address.includes(':') ? 6 : 4 };
      await expect(lookUp([good, bad], true)).rejects.toThrow('is not a public address');
      await expect(lookUp([good, bad], false)).rejects.toThrow('is not a public address');
    }
    await expect(lookUp([], true)).rejects.toThrow('no address');
  });
});

describe('the URL of an endpoint', () => {
  const read = (url: string, allow: string[] = []) => readEndpointUrl(url, new DestinationGuard(allow));

  it('is kept in its normal form', () => {
    expect(read('https://Example.COM/hooks?a=b#c')).toBe('https://example.com/hooks?a=b');
    expect(read('https://example.com:8443')).toBe('https://example.com:8443/');
    expect(read('http://crm.internal/', ['10.0.0.0/8'])).toBe('http://crm.internal/');
  });

  it.each([
    ['hooks', 'it must be like https://'],
    ['ftp://example.com/', 'url begins with ftp:; it must begin with https:.'],
    ['file:///etc/passwd', 'url begins with file:; it must begin with https:.'],
    ['http://example.com/', 'url begins with http:; it must begin with https:.'],
    ['https://user@example.com/', 'url has a user or a password'],
    ['https://:secret@example.com/', 'url has a user or a password'],
    ['https://example.com:25/', 'url names the port 25; it must be 443 or 1024..65535.'],
    [`https://example.com/${'x'.repeat(2000)}`, 'it must have at most 2000.'],
  ])('%s is refused, and both sides are said', (url, message) => {
    expect(() => read(url)).toThrow(message);
  });
});
