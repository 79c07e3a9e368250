import { getIntrospectionQuery } from 'graphql';
import { type Attack, aliases, ask, harmless, refused, type Target } from './attack.js';

const page = (first: number, inner: string) =>
  `customers(first: ${first}) { ... on CustomerConnection { edges { node { ${inner} } } } }`;
const pages = (first: number, depth: number): string =>
  depth === 0 ? 'id' : `segment { ${page(first, pages(first, depth - 1))} }`;

/** Queries that are small to send and large to answer. */
const costly = (name: string, query: (target: Target) => string, variables?: object): Attack =>
  refused(name, 'QUERY_TOO_COSTLY', (target) => ask(target, query(target), variables ? { variables } : {}));

/** Queries whose shape alone is an attack. */
const malformed = (name: string, query: string): Attack =>
  refused(name, 'BAD_USER_INPUT', (target) => ask(target, query));

export const queries: readonly Attack[] = [
  costly(
    'pages of 60 in pages of 60 in pages, by inline fragments',
    ({ datasetId }) => `{ dataset(id: "${datasetId}") { ${page(60, pages(60, 2))} } }`,
  ),
  costly(
    'three pages of 100 in each other, by named fragments',
    ({ datasetId }) => `{ dataset(id: "${datasetId}") { customers(first: 100) { ...c } } }
      fragment c on CustomerConnection { edges { node { segment { customers(first: 100) { ...d } } } } }
      fragment d on CustomerConnection { edges { node { segment { customers(first: 100) { totalCount edges { node { id } } } } } } }`,
  ),
  costly(
    'pages whose size is the default of a variable',
    ({
      datasetId,
    }) => `query ($n: Int = 100) { customers(datasetId: "${datasetId}", first: $n) { edges { node {
      segment { customers(first: $n) { edges { node { segment { customers(first: $n) { edges { node { id } } } } } } } } } } } }`,
  ),
  costly(
    '150 aliases of 100 scores',
    ({ datasetId }) =>
      `query ($c: [JSONObject!]!) { ${aliases(150, `score(datasetId: "${datasetId}", customers: $c) { probability }`)} }`,
    { c: Array(100).fill({}) },
  ),
  costly(
    '100 aliases of the picture of 20,000 customers',
    ({ segmentationId }) =>
      `{ segmentation(id: "${segmentationId}") { ${aliases(100, 'projection(sample: 20000) { x y externalIds }')} } }`,
  ),
  costly(
    '200 aliases of a profit curve',
    ({ churnModelId }) =>
      `{ churnModel(id: "${churnModelId}") { ${aliases(200, (i) => `profitCurve(contactCost: 1, saveRate: 0.${i + 100}, customerValue: 1) { threshold }`)} } }`,
  ),
  costly(
    '300 aliases of the histograms of every column',
    ({ datasetId }) =>
      `{ dataset(id: "${datasetId}") { columns { ${aliases(300, 'histogram(bins: 100) { counts }')} } } }`,
  ),
  costly(
    '50 aliases of a search with its count',
    ({ datasetId }) =>
      `{ ${aliases(50, (i) => `customers(datasetId: "${datasetId}", first: 100, filter: { search: "${i}" }, orderBy: EXPECTED_LOSS_DESC) { totalCount edges { node { id segment { name } churn { probability } } } }`)} }`,
  ),
  costly(
    '1,000 references with a page each',
    () =>
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dataset { customers(first: 10) { edges { node { id } } } } } }`,
    { r: Array(1000).fill({ __typename: 'Dataset', id: 'x' }) },
  ),
  refused('9,000 references', 'BAD_USER_INPUT', (target) =>
    ask(target, 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', {
      variables: { r: Array(9000).fill({ __typename: 'Dataset', id: 'x' }) },
    }),
  ),
  malformed(
    'a value of 2,400 lists in each other',
    `{ score(datasetId: "x", customers: ${'['.repeat(2400)}${']'.repeat(2400)}) { probability } }`,
  ),
  malformed(
    'a value of 1,500 objects in each other',
    `{ score(datasetId: "x", customers: [${'{ a: '.repeat(1500)}1${'}'.repeat(1500)}]) { probability } }`,
  ),
  malformed(
    'introspection in circles',
    '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
  ),
  harmless('the introspection of common tools', (target) => ask(target, getIntrospectionQuery())),
  malformed('1,001 fields', `{ viewer { ${aliases(1001, 'id')} } }`),
  malformed('20 levels', `{ __schema { types { ${'ofType { '.repeat(17)} name ${'} '.repeat(17)} } } }`),
  malformed('20,000 tokens', `{ viewer { ${'id '.repeat(20_000)} } }`),
  malformed('11 operations', Array.from({ length: 11 }, (_, i) => `query q${i} { viewer { id } }`).join(' ')),
  malformed('51 directives', `{ viewer { id ${'@skip(if: false) '.repeat(51)} } }`),
  malformed(
    'fragments in a circle',
    '{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }',
  ),
  harmless('4,900 equal fields to be merged', (target) =>
    ask(target, `{ viewer { ${'id '.repeat(4900)} } }`),
  ),
  harmless('1,200 equal fields with what is below them', (target) =>
    ask(target, `{ dataset(id: "x") { ${'customers { totalCount } '.repeat(1200)} } }`),
  ),
  harmless('a chain of fragments that doubles at each link', (target) =>
    ask(
      target,
      `{ viewer { ...f0 } } ${Array.from({ length: 400 }, (_, i) => `fragment f${i} on Viewer { ...f${i + 1} ...f${i + 1} }`).join(' ')} fragment f400 on Viewer { id }`,
    ),
  ),
  harmless('700 inline fragments in each other', (target) =>
    ask(target, `{ viewer { ${'... on Viewer { '.repeat(700)} id ${'} '.repeat(700)} } }`),
  ),
  harmless('a type of 1,400 lists in each other', (target) =>
    ask(target, `query ($v: ${'['.repeat(1400)}ID${']'.repeat(1400)}) { viewer { id } }`),
  ),
  harmless('1,400 lists in each other as an argument', (target) =>
    ask(
      target,
      `{ score(datasetId: "x", customers: ${'['.repeat(1400)}${']'.repeat(1400)}) { probability } }`,
    ),
  ),
  refused('a list of 10,001 entries in a variable', 'BAD_USER_INPUT', (target) =>
    ask(target, 'query ($s: [RunStatus!]) { jobs(states: $s) { totalCount } }', {
      variables: { s: Array(10_001).fill('FAILED') },
    }),
  ),
  ...['{ viewer ', '[', '(a: ['].map((opens) =>
    refused(`a document of 50,000 levels of "${opens}"`, 'BAD_USER_INPUT', (target) =>
      ask(target, `{ viewer ${opens.repeat(50_000)}`),
    ),
  ),
  refused('a variable of 3,000 levels', 'BAD_USER_INPUT', (target) =>
    ask(target, 'query ($c: [JSONObject!]!) { score(datasetId: "x", customers: $c) { probability } }', {
      variables: JSON.parse(`{"c":[${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}]}`) as object,
    }),
  ),
];
