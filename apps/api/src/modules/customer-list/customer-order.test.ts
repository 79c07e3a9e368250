import 'reflect-metadata';
import { expect, it } from 'vitest';
import { encodeCursor } from '../../platform/graphql/cursor.js';
import { type ListScope } from './customer-conditions.js';
import { isPlaceIn, listOf } from './customer-order.js';

const SCOPE: ListScope = {
  datasetId: 'shop',
  championId: 'first',
  target: null,
  rankedBy: 'probability',
  segments: undefined,
  columns: [],
  filter: {},
};

/** The same for lists that are the same. */
const cursorIn = (scope: ListScope) => encodeCursor(listOf(scope, 'EXTERNAL_ID_ASC'), ['a']);

const keyed = (segmentationId: string): ListScope => ({
  ...SCOPE,
  filter: { segmentKey: 'a' },
  segments: { segmentationId, k: 3, indices: [0] },
});

it.each<[string, ListScope]>([
  ['another champion scores', { ...SCOPE, championId: 'second' }],
  ['conditions are left out or null', { ...SCOPE, filter: { left: null, segmentKey: null } }],
  ['the search is only spaces', { ...SCOPE, filter: { search: '  ' } }],
])('a list stays the same when %s', (_, scope) => {
  expect(cursorIn(scope)).toBe(cursorIn(SCOPE));
});

it('a list by the key of a segment stays the same when the dataset is segmented again', () => {
  expect(cursorIn(keyed('new'))).toBe(cursorIn(keyed('old')));
});

it.each<[string, ListScope]>([
  ['dataset', { ...SCOPE, datasetId: 'store' }],
  ['segment', { ...SCOPE, segments: { segmentationId: 's', k: 3, indices: [0] } }],
  ['key of a segment', keyed('old')],
  ['number of contacts', { ...SCOPE, filter: { contacts: 10 } }],
  ['risk band', { ...SCOPE, filter: { riskBand: 'HIGH' } }],
  ['choice of risk bands', { ...SCOPE, filter: { riskBands: ['HIGH'] } }],
  ['condition', { ...SCOPE, filter: { where: [{ column: 'age', operator: 'IS_KNOWN' }] } }],
  ['alternative', { ...SCOPE, filter: { anyOf: [{ left: true }] } }],
  ['segment in an alternative', { ...SCOPE, filter: { anyOf: [{ segmentKey: 'a' }] } }],
  ['lower bound', { ...SCOPE, filter: { minProbability: 0 } }],
  ['upper bound', { ...SCOPE, filter: { maxProbability: 0 } }],
  ['choice of who left', { ...SCOPE, filter: { left: false } }],
  ['search', { ...SCOPE, filter: { search: 'a' } }],
])('another %s makes another list', (_, scope) => {
  expect(cursorIn(scope)).not.toBe(cursorIn(SCOPE));
});

it.each([
  ['EXTERNAL_ID_ASC', [['a'], ['']], [[], [1], [null], ['a', 'b'], ['\0'], ['\ud800']]],
  [
    'CHURN_PROBABILITY_DESC',
    [[0.5, 7], [null, 7], [7]],
    [[], ['a'], [null], [0.5, '7'], ['0.5', 7], [0.5, 7.5], [0.5, 2 ** 31], [2 ** 31], [0.5, 7, 1]],
  ],
] as const)('the places of %s are told from others', (order, places, others) => {
  for (const place of places) expect(isPlaceIn(order, place), JSON.stringify(place)).toBe(true);
  for (const place of others) expect(isPlaceIn(order, place), JSON.stringify(place)).toBe(false);
});
