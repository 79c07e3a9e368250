import { describe, expect, it } from 'vitest';
import { type RoleFacts, suggestRoles } from './suggest-roles.js';

const ROWS = 1000;

function column(name: string, facts: Partial<RoleFacts> = {}): RoleFacts {
  return { name, type: 'NUMBER', rows: ROWS, present: ROWS, distinct: 50, ...facts };
}
const id = (name: string) => column(name, { distinct: ROWS, type: 'TEXT' });
const binary = (name: string) => column(name, { distinct: 2, type: 'BOOLEAN' });
const rolesOf = (columns: RoleFacts[]) => suggestRoles(columns).map(({ role }) => role);

describe('the suggested role', () => {
  it.each(['customerID', 'Customer Id', 'client_no', 'ID', 'uuid', 'Kundennummer'.replace('nummer', 'nr')])(
    'of %s is CUSTOMER_ID',
    (name) => {
      expect(rolesOf([id(name), column('age')])).toEqual(['CUSTOMER_ID', 'FEATURE']);
    },
  );

  it('of an id that repeats is not CUSTOMER_ID', () => {
    expect(rolesOf([column('CustomerID', { distinct: 300 })])).toEqual(['FEATURE']);
  });

  it('prefers the customer’s id to another one, which is ignored', () => {
    expect(rolesOf([id('RowNumber'), id('CustomerId')])).toEqual(['IGNORED', 'CUSTOMER_ID']);
  });

  it.each(['Churn', 'churned', 'Exited', 'Attrition_Flag', 'left', 'is_churned', 'Response'])(
    'of a binary %s is CHURN_LABEL',
    (name) => {
      expect(rolesOf([binary(name)])).toEqual(['CHURN_LABEL']);
    },
  );

  it('of a label by name with three values, or of a name that only sounds like one, is FEATURE', () => {
    expect(rolesOf([column('target', { distinct: 3, type: 'CATEGORY' }), binary('days_left')])).toEqual([
      'FEATURE',
      'FEATURE',
    ]);
  });

  it('prefers churn to a response, and ignores what else is named after churn', () => {
    const columns = [binary('Response'), binary('Churn Value'), column('Churn Reason', { type: 'CATEGORY' })];
    expect(rolesOf(columns)).toEqual(['FEATURE', 'CHURN_LABEL', 'IGNORED']);
  });

  it('of the customer’s value is MONETARY_VALUE, once', () => {
    expect(rolesOf([column('CLTV'), column('total_revenue'), column('income')])).toEqual([
      'MONETARY_VALUE',
      'FEATURE',
      'FEATURE',
    ]);
  });

  it('of an uninformative column is IGNORED, with a reason', () => {
    const columns = [
      column('constant', { distinct: 1 }),
      column('empty', { present: 0, distinct: 0 }),
      column('comment', { type: 'TEXT', distinct: 990 }),
    ];
    expect(suggestRoles(columns)).toEqual([
      { role: 'IGNORED', reason: 'the same value in every row that has one' },
      { role: 'IGNORED', reason: 'no value at all' },
      { role: 'IGNORED', reason: 'free text: nearly every row has its own' },
    ]);
  });

  it('of a date is FEATURE, but OBSERVATION_DATE if it is the day of the export', () => {
    expect(rolesOf([column('signup', { type: 'DATE' }), column('Snapshot Date', { type: 'DATE' })])).toEqual([
      'FEATURE',
      'OBSERVATION_DATE',
    ]);
  });
});
