import { describe, expect, it } from 'vitest';
import { toGlobalId } from './global-id.js';
import { fromGlobalId, requireKey } from './read-global-id.js';

declare module './global-id.js' {
  interface NodeTypes {
    Thing: true;
    Other: true;
  }
}

const KEY = '01234567-89ab-4def-8123-456789abcdef';
const encode = (text: string) => Buffer.from(text).toString('base64url');

describe('a global id', () => {
  it('gives its key back', () => {
    expect(fromGlobalId('Thing', toGlobalId('Thing', KEY))).toBe(KEY);
  });

  it.each([
    ['of another type', toGlobalId('Other', KEY)],
    ['with a key that is no UUID', encode('Thing:1')],
    ['with more behind the UUID', encode(`Thing:${KEY}0`)],
    ['of something that has no key of its own', encode(`Thing:${KEY}:7`)],
    ['with a line after the UUID', encode(`Thing:${KEY}\n`)],
    ['with a line before the UUID', encode(`Thing:x\n${KEY}`)],
    ['that is the bare key', KEY],
    ['that is nothing', ''],
  ])('%s names nothing', (_, id) => {
    expect(fromGlobalId('Thing', id)).toBeNull();
    expect(() => requireKey('Thing', id, ['thingId'])).toThrow(`No Thing has the id "${id}".`);
  });
});
