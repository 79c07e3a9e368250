import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { requireSubscriptionRoots } from './subscription-roots.js';

const check = (source: string) => requireSubscriptionRoots(parse(source));

it.each([
  'subscription { job @skip(if: true) { id } }',
  'subscription ($v: Boolean!) { job @include(if: $v) { id } }',
  'subscription { ... @include(if: false) { job { id } } }',
  'subscription { ... on Subscription { ... { job @skip(if: true) { id } } } }',
  'subscription { ...F @skip(if: true) } fragment F on Subscription { job { id } }',
  'subscription { ...F } fragment F on Subscription { ...G } fragment G on Subscription { job @skip(if: true) { id } }',
  'query A { viewer { id } } subscription B { job @skip(if: true) { id } }',
])('%s may be left without a root field', (source) => {
  expect(() => check(source)).toThrow(
    expect.objectContaining({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/^A subscription has @(skip|include) at its root; it must always/),
    }),
  );
});

it.each([
  'subscription { job { id @skip(if: true) } }',
  'subscription { ...F } fragment F on Subscription { job { id @include(if: false) ...G } } fragment G on Job { id @skip(if: true) }',
  'query { viewer @skip(if: true) { id } }',
  'subscription { ...F } fragment F on Subscription { ...F }',
  'subscription { ...Missing }',
])('%s is left to validation', (source) => {
  expect(() => check(source)).not.toThrow();
});
