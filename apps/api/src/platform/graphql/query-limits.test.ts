import { buildSchema, type GraphQLObjectType, getOperationAST, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { countedAbove, forEach, listBy, listOf, perColumn } from './complexity.js';
import { toGlobalId } from './global-id.js';
import { checkQueryLimits, MAX_QUERY_FIELDS } from './query-limits.js';
import type { ColumnCounts } from './reachable-columns.js';

const schema = buildSchema(`
  type Query {
    thing(id: ID): Thing! things(first: Int = 50): Things! tags(ids: [ID!]): [String!]!
    datasets(first: Int): [Dataset!]! dataset(id: ID): Dataset! customers(input: Customers!): [Customer!]!
  }
  type Mutation { change(input: Change!): Int! }
  input Change { things: [String!]! }
  input Customers { datasetId: ID! first: Int! }
  type Dataset { id: ID! columns: [Column!]! }
  type Column { name: String! type: String! }
  type Customer { attributes: String! }
  type Things { edges: [Edge!]! totalCount: Int! }
  type Edge { node: Thing! }
  type Thing { id: ID! name: String! dear: Int! thing: Thing! tags: [String!]! things(first: Int = 50): Things! }
`);

function declare(type: string, field: string, complexity: unknown): void {
  const { extensions } = (schema.getType(type) as GraphQLObjectType).getFields()[field]!;
  (extensions as { complexity: unknown }).complexity = complexity;
}
declare('Query', 'things', listBy('first'));
declare('Thing', 'things', listBy('first'));
declare('Things', 'edges', countedAbove);
declare('Thing', 'tags', listOf(10));
declare('Query', 'tags', listBy('ids'));
declare('Thing', 'dear', 500);
declare('Mutation', 'change', forEach('things', 5));
declare('Query', 'datasets', listBy('first'));
declare('Dataset', 'columns', perColumn());
declare('Query', 'customers', listOf(100));
declare('Customer', 'attributes', perColumn());

const [NARROW, WIDE] = [
  '00000000-0000-0000-0000-000000000001',
  '00000000-0000-0000-0000-000000000002',
] as const;
const COUNTS = new Map([
  [NARROW, 20],
  [WIDE, 1000],
]);

type Variables = Readonly<Record<string, unknown>>;

function check(source: string, variables: Variables = {}, counts: ColumnCounts = new Map()): void {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  checkQueryLimits(schema, document, getOperationAST(document)!, variables, counts);
}

/** What a query costs that is refused. */
function costOf(source: string, variables: Variables = {}): string {
  try {
    check(source, variables);
  } catch (error) {
    return /costs ([\d,]+);/.exec((error as Error).message)![1]!;
  }
  throw new Error('It is not refused.');
}

const nested = (depth: number): string => (depth === 1 ? 'id' : `thing { ${nested(depth - 1)} }`);
const pages = (first: string, inner: string) => `things(first: ${first}) { edges { node { ${inner} } } }`;

describe('the cost of a query', () => {
  it('multiplies the pages that stand in each other, and says both sides', () => {
    expect(() => check(`{ ${pages('100', pages('20', 'id'))} }`)).not.toThrow();
    expect(() => check(`{ ${pages('100', pages('100', 'id'))} }`)).toThrow(
      expect.objectContaining({
        code: 'QUERY_TOO_COSTLY',
        message: expect.stringMatching(
          /^The query costs 31,\d{3}; it may cost 30,000\. Ask for smaller pages/,
        ),
      }),
    );
  });

  it.each<[string, string, Variables?]>([
    ['as it is', `{ ${pages('100', pages('100', 'id'))} }`],
    [
      'in an inline fragment',
      '{ things(first: 100) { ... on Things { edges { node { things(first: 100) { ... { edges { node { id } } } } } } } } }',
    ],
    [
      'in named fragments',
      `{ things(first: 100) { ...outer } } fragment outer on Things { edges { node { things(first: 100) { ...inner } } } }
       fragment inner on Things { edges { ...edge } } fragment edge on Edge { node { id } }`,
    ],
    ['by a variable', `query ($n: Int) { ${pages('$n', pages('$n', 'id'))} }`, { n: 100 }],
    ['by the default of a variable', `query ($n: Int = 100) { ${pages('$n', pages('$n', 'id'))} }`],
    ['by null', `query ($n: Int) { ${pages('$n', pages('$n', 'id'))} }`, { n: null }],
  ])('is the same %s', (_how, source, variables) => {
    expect(costOf(source, variables)).toBe(costOf(`{ ${pages('100', pages('100', 'id'))} }`));
  });

  it('counts a default of the schema', () => {
    const three = (page: string) =>
      `{ ${page} { edges { node { ${page} { edges { node { things(first: 10) { edges { node { id } } } } } } } } } }`;
    expect(costOf(three('things'))).toBe(costOf(three('things(first: 50)')));
  });

  it('counts every alias, every use of a fragment, and dear fields', () => {
    const aliases = Array.from({ length: 70 }, (_, i) => `a${i}: dear`).join(' ');
    expect(() => check(`{ thing { ${aliases} } }`)).toThrow('The query costs 35,001;');
    const uses = Array.from({ length: 70 }, (_, i) => `a${i}: thing { ...f }`).join(' ');
    expect(() => check(`{ thing { ${uses} } } fragment f on Thing { dear }`)).toThrow('costs 35,071;');
  });

  it('counts lists that are no pages', () => {
    const inner = Array.from({ length: 150 }, (_, i) => `a${i}: tags`).join(' ');
    expect(() => check(`{ ${pages('100', inner)} }`)).toThrow('costs 45,210;');
    const ids = Array.from({ length: 1000 }, String);
    const lists = Array.from({ length: 30 }, (_, i) => `a${i}: tags(ids: $ids)`).join(' ');
    expect(() => check(`query ($ids: [ID!]) { ${lists} }`, { ids })).toThrow('costs 30,300;');
  });

  it('counts what a mutation does for each entry of its input, however often one variable is given to it', () => {
    const source = `mutation ($i: Change!) { ${Array.from({ length: 7 }, (_, i) => `a${i}: change(input: $i)`).join(' ')} }`;
    const things = (count: number) => ({ i: { things: Array(count).fill('x') } });
    expect(() => check(source, things(10))).not.toThrow();
    expect(() => check(source, things(1000))).toThrow('costs 35,070;');
  });

  it('is not lowered by a negative number', () => {
    const many = Array.from({ length: 70 }, (_, i) => `a${i}: dear`).join(' ');
    expect(() => check(`{ thing { ${many} } things(first: -1000000) { totalCount } }`)).toThrow(
      'costs 35,013;',
    );
  });

  it('counts what is asked for twice under one name once', () => {
    const parts = Array.from({ length: 20 }, () => `... on Thing { ${pages('100', 'dear')} }`).join(' ');
    expect(costOf(`{ thing { ${parts} } }`)).toBe(costOf(`{ thing { ${pages('100', 'dear')} } }`));
    const other = `{ thing { ${pages('100', 'dear')} b: ${pages('100', 'dear')} } }`;
    expect(costOf(other)).not.toBe(costOf(`{ thing { ${pages('100', 'dear')} } }`));
  });

  it('leaves out what @skip and @include leave out', () => {
    const dear = pages('100', pages('100', 'id'));
    const source = `query ($no: Boolean = false) { thing { id } ... @include(if: $no) { ${dear} } b: ${dear.replace(')', ') @skip(if: true)')} }`;
    expect(() => check(source)).not.toThrow();
    expect(() => check(source, { no: true })).toThrow('costs');
  });

  it('counts introspection', () => {
    const types = Array.from({ length: 9 }, (_, i) => `a${i}: types { fields { type { fields { name } } } }`);
    expect(() => check(`{ __schema { ${types.join(' ')} } }`)).not.toThrow();
    const fields = Array.from(
      { length: 60 },
      (_, i) => `a${i}: fields { type { b: fields { name } c: fields { name } d: fields { name } } }`,
    );
    expect(() => check(`{ __schema { types { ${fields.join(' ')} } } }`)).toThrow('costs');
  });
});

describe('the cost of what there is for each column', () => {
  const dataset = (key: string) => toGlobalId('Dataset' as never, key);
  const pageOf = (id: string) => `customers(input: { datasetId: "${id}", first: 100 }) { attributes }`;
  const many = (count: number, field: string) =>
    `{ ${Array.from({ length: count }, (_, i) => `a${i}: ${field}`).join(' ')} }`;

  it('is that of the dataset that is named, where one is', () => {
    expect(() => check(many(20, pageOf(dataset(NARROW))), {}, COUNTS)).not.toThrow();
    expect(() => check(many(1, pageOf(dataset(WIDE))), {}, COUNTS)).not.toThrow();
    expect(() => check(many(2, pageOf(dataset(WIDE))), {}, COUNTS)).toThrow('costs 40,202;');
    const source =
      'query ($i: Customers!) { customers(input: $i) { attributes } b: customers(input: $i) { attributes } }';
    expect(() => check(source, { i: { datasetId: dataset(WIDE), first: 1 } }, COUNTS)).toThrow(
      'costs 40,202;',
    );
  });

  it('is that of the widest one that the caller sees, where none is named, or a wide one beside it', () => {
    const second = (id: string) => `{ ${pageOf(dataset(NARROW))} b: ${pageOf(id)} }`;
    for (const id of ['x', dataset('00000000-0000-0000-0000-000000000003'), dataset(WIDE)]) {
      expect(() => check(second(id), {}, COUNTS)).toThrow('costs 40,202;');
      expect(() => check(second(id), {}, new Map([[NARROW, 20]]))).not.toThrow();
    }
    const hidden = `query { ...q } fragment q on Query { a: ${pageOf('x')} ... { b: ${pageOf('x')} } }`;
    expect(() => check(hidden, {}, COUNTS)).toThrow('costs 40,202;');
  });

  it('is shared by the datasets of a page, which all together have no more columns than there are', () => {
    const page = (first: number) => `datasets(first: ${first}) { columns { name type } }`;
    const counts = new Map(Array.from({ length: 100 }, (_, i) => [`${i}`, i === 0 ? 1000 : 50]));
    expect(() => check(`{ ${page(100)} }`, {}, counts)).not.toThrow();
    expect(() => check(many(40, page(1)), {}, counts)).not.toThrow();
    expect(() => check(many(80, page(1)), {}, counts)).toThrow('costs');
  });
});

describe('the shape of a query', () => {
  it('has 16 levels and no more, also through fragments', () => {
    expect(() => check(`{ thing { ${nested(15)} } }`)).not.toThrow();
    const tooDeep = 'The query is 17 levels deep; it may be 16.';
    expect(() => check(`{ thing { ${nested(16)} } }`)).toThrow(tooDeep);
    expect(() => check(`{ thing { ...deep } } fragment deep on Thing { ${nested(16)} }`)).toThrow(tooDeep);
    expect(() => check(`{ thing { ... on Thing { ${nested(16)} } } }`)).toThrow(tooDeep);
  });

  it('has 1,000 fields and no more, each alias counted', () => {
    const aliases = (count: number) => Array.from({ length: count }, (_, i) => `a${i}: id`).join(' ');
    expect(() => check(`{ thing { ${aliases(MAX_QUERY_FIELDS - 1)} } }`)).not.toThrow();
    expect(() => check(`{ thing { ${aliases(MAX_QUERY_FIELDS)} } }`)).toThrow(
      'The query selects 1,001 fields; it may select 1,000.',
    );
  });

  it('is measured in the time of its text, however often fragments are spread', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, i) => `fragment f${i} on Thing { a: thing { ...f${i + 1} } b: thing { ...f${i + 1} } }`,
    );
    const chain = `{ thing { ...f0 } } ${fragments.join(' ')} fragment f60 on Thing { id }`;
    expect(() => check(chain)).toThrow('The query is 62 levels deep; it may be 16.');
    const flat = Array.from(
      { length: 60 },
      (_, i) => `fragment f${i} on Thing { ...f${i + 1} ...f${i + 1} }`,
    );
    expect(() => check(`{ thing { ...f0 } } ${flat.join(' ')} fragment f60 on Thing { id }`)).toThrow(
      /The query selects [\d,]+ fields; it may select 1,000\./,
    );
  });

  it('has ten operations and 50 directives at most', () => {
    const operations = (count: number) =>
      Array.from({ length: count }, (_, i) => `query q${i} { thing { id } }`).join(' ');
    const document = parse(operations(11));
    expect(() => checkQueryLimits(schema, document, getOperationAST(document, 'q0')!, {}, new Map())).toThrow(
      'The document has 11 operations; it may have 10.',
    );
    const directives = Array.from({ length: 51 }, (_, i) => `a${i}: id @skip(if: false)`).join(' ');
    expect(() => check(`{ thing { ${directives} } }`)).toThrow(
      'The document has 51 directives; it may have 50.',
    );
  });

  it('has variables with lists of 10,000 entries at most, and no endless nesting', () => {
    const source = 'query ($ids: [ID!]) { tags(ids: $ids) }';
    expect(() => check(source, { ids: Array(10_000).fill('1') })).not.toThrow();
    expect(() => check(source, { ids: Array(10_001).fill('1') })).toThrow(
      'A list in the variables has 10,001 entries; it may have 10,000.',
    );
    expect(() => check(source, { other: { deep: Array(10_001).fill(0) } })).toThrow('10,001 entries');
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(() => check(source, { deep })).toThrow(
      'The variables are 33 levels deep or more; they may be 32.',
    );
  });
});
