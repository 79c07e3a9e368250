import { describe, expect, it } from 'vitest';
import { departures, suggestedPlan, withRole, withType } from './column-plan';
import type { ColumnPreview } from './import.documents';
import { secondsLeft } from './seconds-left';

const column = (name: string, suggestedRole: ColumnPreview['suggestedRole']): ColumnPreview => ({
  name,
  suggestedRole,
  type: 'NUMBER',
  reason: '',
  missingCount: 0,
  distinctCount: 2,
  examples: [],
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

  it('may have many features', () => {
    expect(roles(withRole(suggestedPlan(columns), 'churned', 'FEATURE'))).toEqual([
      'CUSTOMER_ID',
      'FEATURE',
      'FEATURE',
    ]);
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
