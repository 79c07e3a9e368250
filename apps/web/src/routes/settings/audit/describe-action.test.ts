import { expect, it } from 'vitest';
import { describeAction } from './describe-action';

it('says in words what was done, also where the action is new', () => {
  expect(describeAction('rotateApiKey')).toBe('Rotate an API key');
  expect(describeAction('export customers.csv')).toBe('Export customers as CSV');
  expect(describeAction('deleteCampaign')).toBe('Delete campaign');
  expect(describeAction('sign in by password')).toBe('Sign in by password');
});
