import { describe, expect, it } from 'vitest';
import { askInWords, sayMeaning } from './ask-in-words';
import { departures, fits, formatted, suggestedPlan, withFormat, withRole, withType } from './column-plan';
import { estimateRows } from './estimate-rows';
import type { ColumnPreview, TargetConventions } from './import.documents';
import { dialectInto, missingFrom, obstacleTo, planInto } from './import-target';
import { secondsLeft } from './seconds-left';

const column = (name: string, suggestedRole: ColumnPreview['suggestedRole']): ColumnPreview => ({
  name,
  suggestedRole,
  type: 'NUMBER',
  reason: '',
  missingCount: 0,
  distinctCount: 2,
  examples: [],
  decimalSeparator: '.',
  dateFormat: null,
  lowest: null,
  highest: null,
  histogram: [],
  formatQuestion: null,
  outcomeQuestion: null,
});
const columns = [column('id', 'CUSTOMER_ID'), column('age', 'FEATURE'), column('churned', 'CHURN_LABEL')];
const roles = (plan: ReturnType<typeof suggestedPlan>) => plan.map(({ role }) => role);

describe('the plan for the columns', () => {
  it('departs nowhere while nothing is changed', () => {
    expect(departures(suggestedPlan(columns), columns)).toEqual([]);
  });

  it('tells the server only what was changed', () => {
    const plan = withType(withRole(suggestedPlan(columns), 'age', 'IGNORED'), 'churned', 'BOOLEAN');
    expect(departures(plan, columns)).toEqual([
      { name: 'age', role: 'IGNORED', type: 'NUMBER' },
      { name: 'churned', role: 'CHURN_LABEL', type: 'BOOLEAN' },
    ]);
  });

  it('tells the server how a column is to be read', () => {
    const plan = withFormat(suggestedPlan(columns), 'age', { decimalSeparator: ',' });
    const age = { name: 'age', role: 'FEATURE', type: 'NUMBER', decimalSeparator: ',' };
    expect(departures(plan, columns)).toEqual([age]);
    expect(formatted(plan)).toEqual([age]);
  });

  it('has one id: the old one is ignored', () => {
    expect(roles(withRole(suggestedPlan(columns), 'age', 'CUSTOMER_ID'))).toEqual([
      'IGNORED',
      'CUSTOMER_ID',
      'CHURN_LABEL',
    ]);
  });

  it('has one label: the old one becomes a feature', () => {
    expect(roles(withRole(suggestedPlan(columns), 'age', 'CHURN_LABEL'))).toEqual([
      'CUSTOMER_ID',
      'CHURN_LABEL',
      'FEATURE',
    ]);
  });

  it('has one amount of money: the old one becomes a feature', () => {
    const plan = withRole(suggestedPlan(columns), 'age', 'MONETARY_VALUE');
    expect(roles(withRole(plan, 'churned', 'MONETARY_VALUE'))).toEqual([
      'CUSTOMER_ID',
      'FEATURE',
      'MONETARY_VALUE',
    ]);
  });

  it('counts money in numbers only', () => {
    expect(fits('MONETARY_VALUE', 'NUMBER')).toBe(true);
    expect(fits('MONETARY_VALUE', 'TEXT')).toBe(false);
    expect(fits('FEATURE', 'TEXT')).toBe(true);
  });

  it('may have many features', () => {
    expect(roles(withRole(suggestedPlan(columns), 'churned', 'FEATURE'))).toEqual([
      'CUSTOMER_ID',
      'FEATURE',
      'FEATURE',
    ]);
  });
});

describe('a file for an existing dataset', () => {
  const dialect = { decimalSeparator: ',', dateFormat: null };
  const target: TargetConventions = {
    id: 'd',
    columns: [
      { name: 'id', type: 'TEXT', role: 'CUSTOMER_ID' },
      { name: 'age', type: 'CATEGORY', role: 'IGNORED' },
      { name: 'city', type: 'CATEGORY', role: 'FEATURE' },
    ],
    imports: {
      edges: [
        { node: { id: '3', status: 'FAILED', dialect: { decimalSeparator: '.', dateFormat: null } } },
        { node: { id: '2', status: 'COMPLETED', dialect } },
      ],
    },
  };

  it('takes the type and role of each column from the dataset, and ignores columns that it does not have', () => {
    expect(planInto(columns, target)).toEqual([
      { name: 'id', type: 'TEXT', role: 'CUSTOMER_ID' },
      { name: 'age', type: 'CATEGORY', role: 'IGNORED' },
      { name: 'churned', type: 'NUMBER', role: 'IGNORED' },
    ]);
  });

  it('may lack columns', () => {
    expect(missingFrom(columns, target).map(({ name }) => name)).toEqual(['city']);
  });

  it('is read with the formats of the last file that was completed', () => {
    const detected = {
      delimiter: ';',
      quote: null,
      encoding: 'utf-8',
      hasHeader: true,
      decimalSeparator: '.',
      dateFormat: 'dd-mm-yyyy',
    };
    expect(dialectInto(detected, target)).toEqual({ ...detected, decimalSeparator: ',' });
    expect(dialectInto(detected, { ...target, imports: { edges: [] } })).toEqual(detected);
  });

  it.each([
    ['READY', 'CUSTOMER_ID', null],
    ['READY', 'FEATURE', 'has no customer IDs to match'],
    ['IMPORTING', 'CUSTOMER_ID', 'still importing'],
    ['FAILED', 'CUSTOMER_ID', 'its import failed'],
  ] as const)('of state %s with a column of role %s has the obstacle: %s', (status, role, obstacle) => {
    expect(obstacleTo({ status, columns: [{ role }] })).toBe(obstacle);
  });
});

describe('the time left', () => {
  it('follows from the mean speed', () => {
    expect(secondsLeft(25, 100, 5)).toBe(15);
  });

  it('is not guessed from nothing', () => {
    expect(secondsLeft(0, 100, 5)).toBeNull();
    expect(secondsLeft(25, 100, 0.1)).toBeNull();
  });
});

describe('the number of rows', () => {
  it('is estimated from the first lines, without the header', async () => {
    const lines = Array.from({ length: 100_000 }, (_, row) => `${100_000 + row},shop\n`);
    const estimate = await estimateRows(new Blob(['customer_id,where_it_came_from\n', ...lines]));
    expect(estimate).toBe(100_000);
    expect(await estimateRows(new Blob(['id,a\n1,2\n2,3']))).toBe(2);
  });

  it('is not guessed where there are no lines', async () => {
    expect(await estimateRows(new Blob(['id,a']))).toBeNull();
    expect(await estimateRows(new Blob([]))).toBeNull();
  });
});

describe('a question about a format', () => {
  const ask = (example: string, meanings: [string, string], isDate: boolean) =>
    askInWords('seen', {
      sentence: '',
      examples: [example],
      choices: meanings.map((meaning, i) => ({
        decimalSeparator: isDate ? null : ['.', ','][i]!,
        dateFormat: isDate ? ['dd-mm-yyyy', 'mm-dd-yyyy'][i]! : null,
        meanings: [meaning],
      })),
    });

  it('says which days a date may be', () => {
    expect(ask('03/04/2023', ['2023-04-03', '2023-03-04'], true)).toBe(
      'In “seen”, is 03/04/2023 the 3rd of April or the 4th of March?',
    );
    expect(ask('11/02/2023 10:00', ['2023-02-11T10:00:00', '2023-11-02T10:00:00'], true)).toBe(
      'In “seen”, is 11/02/2023 10:00 the 11th of February or the 2nd of November?',
    );
  });

  it('says which numbers a text may be', () => {
    expect(ask('1.234', ['1.234', '1234'], false)).toBe('In “seen”, is 1.234 about 1.2 or 1,234?');
  });

  it('says in full what an example means', () => {
    expect(sayMeaning('2023-03-04', true)).toBe('4 March 2023');
    expect(sayMeaning('1234.5', false)).toBe('1,234.5');
  });
});
