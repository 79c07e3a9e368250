import { describe, expect, it } from 'vitest';
import { toFeatureRecord } from './feature-record.js';

const columns = [
  { name: 'income', type: 'NUMBER' },
  { name: 'since', type: 'DATE' },
  { name: 'member', type: 'BOOLEAN' },
  { name: 'city', type: 'CATEGORY' },
] as const;
const model = { columns, preprocessor: {} };

describe("a customer's attributes as features", () => {
  it('have dates as days and other values unchanged', () => {
    const record = toFeatureRecord(model, {
      income: 5,
      since: '1970-01-03',
      member: true,
      city: 'Bonn',
      other: 1,
    });
    expect(record).toEqual({ income: 5, since: 2, member: true, city: 'Bonn' });
  });

  it('come with their reference day if a model counts dates back from it', () => {
    const counting = { columns, preprocessor: { referenceDay: { name: 'seen', day: 9 } } };
    expect(toFeatureRecord(counting, { since: '1970-01-03', seen: '1970-01-08' })).toMatchObject({
      since: 2,
      seen: 7,
    });
    expect(toFeatureRecord(counting, {})).toMatchObject({ seen: null });
    const fixed = { columns, preprocessor: { referenceDay: { name: null, day: 9 } } };
    expect(Object.keys(toFeatureRecord(fixed, {}))).toEqual(columns.map(({ name }) => name));
  });

  it.each([
    ['Yes', true],
    ['1', true],
    [1, true],
    ['no', false],
    [0, false],
    [' FALSE ', false],
  ])('read %j as %j where yes or no is asked for', (text, expected) => {
    expect(toFeatureRecord(model, { member: text }).member).toBe(expected);
  });

  it('are null if they are missing', () => {
    expect(toFeatureRecord(model, { city: null })).toEqual({
      income: null,
      since: null,
      member: null,
      city: null,
    });
  });

  it('stay unchanged if they cannot be read', () => {
    const record = toFeatureRecord(model, { since: 'soon', member: 'perhaps' });
    expect(record).toMatchObject({ since: 'soon', member: 'perhaps' });
  });
});
