import { getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { checkQueryLimits } from './query-limits.js';

function check(source: string, variables: Record<string, unknown> = {}): void {
  const document = parse(source);
  checkQueryLimits(document, getOperationAST(document)!, variables);
}

const nested = (depth: number): string => (depth === 1 ? 'x' : `x { ${nested(depth - 1)} }`);

describe('the limits of a query', () => {
  it('allow 16 levels and no more', () => {
    expect(() => check(`{ ${nested(16)} }`)).not.toThrow();
    expect(() => check(`{ ${nested(17)} }`)).toThrow('The query is 17 levels deep; at most 16 are allowed.');
  });

  it('see through fragments', () => {
    const source = `{ ...deep } fragment deep on T { ${nested(17)} }`;
    expect(() => check(source)).toThrow(/17 levels/);
    expect(() => check(`{ ... on T { ${nested(17)} } }`)).toThrow(/17 levels/);
  });

  it('multiply nested pages', () => {
    const pages = (inner: string) =>
      `{ a(first: 100) { edges { node { b(first: ${inner}) { edges { node { id } } } } } } }`;
    // 100 × (1 + edges 1 + node 1 + n × (1 + 1 + 1)) objects.
    expect(() => check(pages('100'))).not.toThrow();
    const three =
      '{ a(first: 100) { edges { node { b(first: 100) { edges { node { c(first: 100) { edges { node { id } } } } } } } } } }';
    expect(() => check(three)).toThrow(/asks for up to \d+ objects; at most 100000 are allowed/);
  });

  it('read the size of a page from its variable', () => {
    const source =
      'query ($n: Int) { a(first: $n) { edges { node { b(first: $n) { edges { node { c(first: $n) { edges { node { id } } } } } } } } } }';
    expect(() => check(source, { n: 10 })).not.toThrow();
    expect(() => check(source, { n: 100 })).toThrow(/objects/);
  });

  it('measure each fragment once, however often it is spread', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, i) => `fragment f${i} on T { ...f${i + 1} ...f${i + 1} }`,
    );
    expect(() => check(`{ ...f0 } ${fragments.join(' ')} fragment f60 on T { id }`)).not.toThrow();
  });
});
