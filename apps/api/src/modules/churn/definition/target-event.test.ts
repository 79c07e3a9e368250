import { describe, expect, it } from 'vitest';
import { eventWords, leavesDoubt, resolveEvent } from './target-event.js';

describe('what a model predicts', () => {
  it.each(['Response', 'accepted_offer', 'hasBought', 'Purchased'])(
    'is a response for a column %j',
    (column) => {
      expect(resolveEvent({}, column)).toEqual({ event: 'RESPONDED', words: null });
    },
  );

  it.each(['Churn', 'Exited', 'y', 'Responsible'])('is leaving for a column %j', (column) => {
    expect(resolveEvent({}, column)).toEqual({ event: 'LEFT', words: null });
  });

  it('is what the caller says, in their own words', () => {
    const renewed = resolveEvent({ event: 'OTHER', words: ' renewed ' }, 'Response');
    expect(renewed).toEqual({ event: 'OTHER', words: 'renewed' });
    expect(eventWords(renewed)).toMatchObject({ infinitive: 'have renewed', gerund: 'having renewed' });
  });

  it.each([
    [{ event: 'OTHER' } as const, /event is OTHER and words is empty/],
    [{ words: 'x'.repeat(41) }, /words has 41 characters; it may have 1\.\.40/],
    [{ words: 'left"; drop' }, /it must be letters/],
  ])('is refused as %j', (request, message) => {
    expect(() => resolveEvent(request, 'Status')).toThrow(message);
  });
});

describe('that a customer left', () => {
  const yes = ['true'];
  it.each([
    ['churn', yes],
    ['stayed', ['false']],
    ['Kündigung', yes],
    ['Response', yes],
    ['status', ['Cancelled', 'Expired']],
    ['Zustand', ['gekündigt']],
  ])('is in no doubt for %j with %j', (column, positiveValues) => {
    expect(leavesDoubt(null, { column, positiveValues })).toBe(false);
  });

  it.each([
    ['result', yes],
    ['y', yes],
    ['status', ['B', 'C']],
    ['deposit', yes],
  ])('is a guess for %j with %j, until somebody says it', (column, positiveValues) => {
    expect(leavesDoubt(null, { column, positiveValues })).toBe(true);
    expect(leavesDoubt('LEFT', { column, positiveValues })).toBe(false);
  });
});
