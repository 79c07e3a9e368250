import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { DocumentStore } from './document-store.js';

it('keeps the documents that were used last, and no more than so many', async () => {
  const store = new DocumentStore(2);
  const [a, b, c] = ['{ a }', '{ b }', '{ c }'].map((text) => parse(text));
  await store.set('a', a!);
  await store.set('b', b!);
  expect(await store.get('a')).toBe(a);
  await store.set('c', c!);
  expect([await store.get('a'), await store.get('b'), await store.get('c')]).toEqual([a, undefined, c]);
  expect([await store.delete('a'), await store.delete('a')]).toEqual([true, false]);
  expect(await store.get('a')).toBeUndefined();
});
