import { describe, expect, it } from 'vitest';
import { resolveLabel } from './resolve-label.js';

const column = (
  counts: Record<string, number>,
  more: { distinctCount?: number; missingCount?: number } = {},
) => ({
  name: 'Status',
  type: 'CATEGORY',
  role: 'FEATURE',
  missingCount: 0,
  distinctCount: Object.keys(counts).length,
  min: null,
  max: null,
  topValues: Object.entries(counts).map(([value, count]) => ({ value, count })),
  ...more,
});
const status = column({ active: 600, cancelled: 200, expired: 150, unknown: 50 });

describe('a label with several values', () => {
  it('has any number that mean that it happened; placeholders say nothing', () => {
    expect(resolveLabel(status, { positiveValues: ['Cancelled', 'expired'] }, 1000)).toEqual({
      kind: 'label',
      column: 'Status',
      positiveValues: ['cancelled', 'expired'],
      unknownValues: ['unknown'],
    });
  });

  it('takes a placeholder at its word if it is named', () => {
    const { positiveValues, unknownValues } = resolveLabel(status, { positiveValues: ['unknown'] }, 1000);
    expect([positiveValues, unknownValues]).toEqual([['unknown'], []]);
  });

  it('takes those whose own words mean it, where no other may or where it was said what happened', () => {
    const clear = column({ Active: 600, Trial: 100, Churned: 200, Cancelled: 100, 'n/a': 50 });
    expect(resolveLabel(clear, {}, 1050)).toMatchObject({
      positiveValues: ['Churned', 'Cancelled'],
      unknownValues: ['n/a'],
    });
    expect(resolveLabel(status, { event: 'LEFT' }, 1000)).toMatchObject({
      positiveValues: ['cancelled'],
      unknownValues: ['unknown'],
    });
  });

  it('needs to be told which, and says how', () => {
    expect(() => resolveLabel(status, {}, 1000)).toThrow(
      expect.objectContaining({
        code: 'LABEL_NOT_BINARY',
        message: expect.stringContaining('positiveValues'),
      }),
    );
  });

  it.each([
    [[], /has 0 values; it must have 1\.\.100/],
    [['gone'], /has "gone"; "Status" has 4 values/],
    [['active', 'cancelled', 'expired'], /names every known value of "Status"; at least one/],
  ])('is refused with %j', (positiveValues, message) => {
    expect(() => resolveLabel(status, { positiveValues }, 1000)).toThrow(message);
  });

  it('is refused with one value and several at once', () => {
    const both = { positiveValue: 'active', positiveValues: ['active'] };
    expect(() => resolveLabel(status, both, 1000)).toThrow(/Both positiveValue and positiveValues/);
  });

  it('is refused if too few are left on one side', () => {
    const rare = column({ active: 900, expired: 9, closed: 91 });
    expect(() => resolveLabel(rare, { positiveValues: ['expired'] }, 1000)).toThrow(
      /occurs 9 times; at least 10/,
    );
  });

  it('has values that say nothing because the caller says so, beside the placeholders', () => {
    const request = { positiveValues: ['cancelled', 'expired'], unknownValues: ['Active', 'gone by now'] };
    const paused = column({ active: 300, paused: 300, cancelled: 200, expired: 150, TBD: 50 });
    expect(resolveLabel(paused, request, 1000)).toMatchObject({
      positiveValues: ['cancelled', 'expired'],
      unknownValues: ['TBD', 'active', 'gone by now'],
    });
  });

  it('is refused where a value has two meanings, or too many say nothing', () => {
    const both = { positiveValues: ['expired'], unknownValues: ['Expired'] };
    expect(() => resolveLabel(status, both, 1000)).toThrow(/"expired" is in positiveValues and in unknown/);
    const many = { positiveValues: ['expired'], unknownValues: Array.from({ length: 101 }, String) };
    expect(() => resolveLabel(status, many, 1000)).toThrow(
      /unknownValues has 101 values; it may have 0\.\.100/,
    );
  });

  it('may name a value that is not among the most frequent ones', () => {
    const many = column({ active: 600, cancelled: 300 }, { distinctCount: 40 });
    expect(resolveLabel(many, { positiveValues: ['moved'] }, 1000).positiveValues).toEqual(['moved']);
  });
});

describe('a label with two values', () => {
  const odd = ['?', 'n.a.', 'TBD', 'k. A.', 'inconnu', 'desconocido', 'onbekend', '#REF!', '–'];
  it.each(odd)('may have %j beside them, which says nothing', (value) => {
    expect(resolveLabel(column({ yes: 200, no: 700, [value]: 100 }), {}, 1000)).toMatchObject({
      positiveValues: ['yes'],
      unknownValues: [value],
    });
  });

  it('may have others beside them that the caller says to say nothing', () => {
    const request = { positiveValue: 'gone', unknownValues: ['on hold'] };
    const held = column({ gone: 200, here: 700, 'on hold': 100 });
    expect(resolveLabel(held, request, 1000)).toMatchObject({
      positiveValues: ['gone'],
      unknownValues: ['on hold'],
    });
  });

  it('takes a placeholder for the other value where there is none', () => {
    expect(resolveLabel(column({ yes: 200, '-': 800 }), { positiveValue: 'yes' }, 1000)).toMatchObject({
      positiveValues: ['yes'],
      unknownValues: [],
    });
  });
});
