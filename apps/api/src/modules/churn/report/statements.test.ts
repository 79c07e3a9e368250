import type { Rule } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { statementsOf } from './statements.js';

const rule = (column: string, condition: Rule['condition'], riskRatio = 3.14): Rule => ({
  column,
  condition,
  riskRatio,
  low: 2.8,
  high: 3.5,
  support: 1300,
  positives: 400,
  pValueAdjusted: 0.001,
});
const columns = [
  { name: 'Contract', type: 'CATEGORY' },
  { name: 'tenure', type: 'NUMBER' },
  { name: 'member', type: 'BOOLEAN' },
  { name: 'since', type: 'DATE' },
] as const;
const textOf = (found: Rule) => statementsOf([found], columns)[0]!.text;

describe('statements', () => {
  it('state an association with its figures', () => {
    const [statement] = statementsOf([rule('Contract', { kind: 'level', level: 'Month-to-month' })], columns);
    expect(statement).toEqual({
      text: 'Customers whose contract is Month-to-month are 3.1 times as likely to leave as other customers.',
      feature: 'Contract',
      condition: 'contract is Month-to-month',
      riskRatio: 3.14,
      low: 2.8,
      high: 3.5,
      support: 1300,
    });
  });

  it('state a ratio below 1 as a share', () => {
    expect(textOf(rule('Contract', { kind: 'level', level: 'Two year' }, 0.0842))).toBe(
      'Customers whose contract is Two year are 8.4 % as likely to leave as other customers.',
    );
  });

  it.each([
    [rule('tenure', { kind: 'range', low: null, high: 10 }), 'tenure is under 10'],
    [rule('tenure', { kind: 'range', low: 10, high: null }), 'tenure is 10 or more'],
    [rule('tenure', { kind: 'range', low: 10, high: 50 }), 'tenure is 10 to under 50'],
    [rule('member', { kind: 'range', low: 1, high: null }), 'member is yes'],
    [rule('member', { kind: 'range', low: null, high: 1 }), 'member is no'],
    [rule('since', { kind: 'range', low: null, high: 15706 }), 'since is before 2013-01-01'],
    [rule('tenure', { kind: 'missing' }), 'tenure is unknown'],
  ])('say who is meant', (found, condition) => {
    expect(statementsOf([found], columns)[0]!.condition).toBe(condition);
  });
});
