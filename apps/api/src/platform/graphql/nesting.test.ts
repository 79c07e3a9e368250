import { expect, it } from 'vitest';
import { requireShallow } from './nesting.js';

const lists = (depth: number) =>
  `{ score(customers: ${'['.repeat(depth)}${']'.repeat(depth)}) { probability } }`;

it('lets 100 brackets in each other pass', () => {
  expect(() => requireShallow(lists(98))).not.toThrow();
});

it.each([
  ['lists', lists(5000), '5,002'],
  ['objects', `{ a(b: ${'{ c: '.repeat(3000)}1${'}'.repeat(3000)}) }`, '3,002'],
  ['selections', '{ a '.repeat(200), '200'],
])('refuses %s in each other, with both sides', (_name, query, depth) => {
  expect(() => requireShallow(query)).toThrow(
    `The document opens ${depth} brackets in each other; it may open 100.`,
  );
});

it('takes brackets in texts and comments for none', () => {
  const many = '['.repeat(500);
  for (const text of [`"${many}"`, `"\\"${many}"`, `"""${many} \\""" ${many}"""`, `1 # ${many}\n`]) {
    expect(() => requireShallow(`{ a(b: ${text}) }`)).not.toThrow();
  }
});

it('counts what follows a text that does not end', () => {
  expect(() => requireShallow(`{ a(b: "x\n${'['.repeat(200)}) }`)).toThrow();
});
