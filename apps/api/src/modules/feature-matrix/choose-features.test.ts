import { describe, expect, it } from 'vitest';
import { AppError } from '../../platform/errors/app-error.js';
import { type ColumnFacts, chooseFeatures } from './choose-features.js';
import { featureHash } from './feature-hash.js';

const ROWS = 1000;
const columns: ColumnFacts[] = [
  column('id', { role: 'CUSTOMER_ID', distinctCount: ROWS }),
  column('income', { missingCount: 24 }),
  column('city', { type: 'CATEGORY', distinctCount: 40 }),
  column('z', { distinctCount: 1 }),
  column('empty', { missingCount: ROWS, distinctCount: 0 }),
  column('comment', { type: 'TEXT', distinctCount: 900 }),
  column('street', { type: 'CATEGORY', distinctCount: 800 }),
  column('note', { role: 'IGNORED' }),
  column('value', { role: 'MONETARY_VALUE' }),
  column('left', { role: 'CHURN_LABEL', type: 'BOOLEAN', distinctCount: 2 }),
];

describe('the columns that an analysis learns from', () => {
  it('are the features that carry information', () => {
    const { spec } = chooseFeatures(columns, ROWS, {});
    expect(spec.columns).toEqual([
      { name: 'income', type: 'NUMBER' },
      { name: 'city', type: 'CATEGORY' },
    ]);
  });

  it('come with what was left out, and why', () => {
    expect(chooseFeatures(columns, ROWS, {}).leftOut).toEqual([
      { name: 'z', reason: 'has the same value for every customer' },
      { name: 'empty', reason: 'has no value for any of 1000 customers' },
      { name: 'comment', reason: 'is free text' },
      { name: 'street', reason: 'has 800 different values for 1000 customers' },
    ]);
  });

  it('leave out a column that is known of very few, unless it is asked for', () => {
    const sparse = [...columns, column('note count', { missingCount: ROWS - 40 })];
    expect(chooseFeatures(sparse, ROWS, {}).leftOut).toContainEqual({
      name: 'note count',
      reason: 'is known of only 40 of 1000 customers',
    });
    const { spec } = chooseFeatures(sparse, ROWS, { features: ['income', 'note count'] });
    expect(spec.columns.map(({ name }) => name)).toEqual(['income', 'note count']);
  });

  it('are the requested ones, in that order and once, even if otherwise ignored', () => {
    const { spec } = chooseFeatures(columns, ROWS, { features: ['note', 'income', 'note'] });
    expect(spec.columns.map(({ name }) => name)).toEqual(['note', 'income']);
  });

  it('come with the other features and the money, for description', () => {
    const { spec } = chooseFeatures(columns, ROWS, { features: ['income'] });
    expect(spec.alongside?.map(({ name }) => name)).toEqual(['city', 'value']);
  });

  it('never include what must be left out', () => {
    const without = new Map([['income', 'is part of the churn rule']]);
    const { spec, leftOut } = chooseFeatures(columns, ROWS, { without });
    expect(spec.columns.map(({ name }) => name)).toEqual(['city']);
    expect(leftOut[0]).toEqual({ name: 'income', reason: 'is part of the churn rule' });
    expect(() => chooseFeatures(columns, ROWS, { features: ['income'], without })).toThrow(
      'features names "income", which is part of the churn rule.',
    );
  });

  it.each([
    ['nothing', 'UNKNOWN_COLUMN', /names "nothing"; the columns are "id", "income"/],
    ['z', 'CONSTANT_FEATURE', /"z", which has the same value for every customer/],
    ['empty', 'ALL_VALUES_MISSING', /"empty", which has no value for any of 1000 customers/],
    ['comment', 'BAD_USER_INPUT', /free text/],
    ['street', 'BAD_USER_INPUT', /800 different values/],
    ['id', 'BAD_USER_INPUT', /is the customer id/],
  ])('refuse %s by name with %s', (name, code, message) => {
    const error = caught(() => chooseFeatures(columns, ROWS, { features: ['income', name] }));
    expect(error).toMatchObject({ code, field: ['features', '1'] });
    expect(error.message).toMatch(message);
  });

  it('must not be empty', () => {
    const useless = columns.filter(({ name }) => name === 'z' || name === 'comment');
    expect(caught(() => chooseFeatures(useless, ROWS, {}))).toMatchObject({
      code: 'NO_FEATURES',
      message:
        '0 columns are left to learn from: "z" has the same value for every customer, "comment" is free text; ' +
        'at least 1 must be a feature that varies.',
    });
    expect(caught(() => chooseFeatures(columns, ROWS, { features: [] })).code).toBe('NO_FEATURES');
  });
});

describe('the hash of what an analysis saw', () => {
  const spec = chooseFeatures(columns, ROWS, {}).spec;

  it('changes with the snapshot and with the columns', () => {
    const hash = featureHash('a', spec);
    expect(featureHash('a', { ...spec })).toBe(hash);
    expect(featureHash('b', spec)).not.toBe(hash);
    expect(featureHash('a', { columns: spec.columns.slice(1) })).not.toBe(hash);
  });

  it('does not change with what is read alongside', () => {
    expect(featureHash('a', { columns: spec.columns })).toBe(featureHash('a', spec));
  });
});

function column(name: string, facts: Partial<ColumnFacts>): ColumnFacts {
  return { name, type: 'NUMBER', role: 'FEATURE', missingCount: 0, distinctCount: 100, ...facts };
}

function caught(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('nothing was refused');
}
