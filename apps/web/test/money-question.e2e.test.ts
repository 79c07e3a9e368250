import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './open-dashboard';

let dashboard: Dashboard;
let page: Page;
let dataset = '';

/** 500 customers of whom those on a basic plan with few months mostly go; what came of them is called by letters. */
function customers(): string {
  const rows = Array.from({ length: 500 }, (_, c) => {
    const months = 1 + ((c * 37) % 60);
    const plan = ['basic', 'plus', 'gold'][(c * 7) % 3]!;
    const goes = (plan === 'basic' ? 45 : 15) - months / 2 > (c * 61) % 60;
    const state = c % 25 === 0 ? 'H' : goes ? (c % 2 === 0 ? 'B' : 'C') : 'A';
    return `K-${c},${months},${plan},${(c * 13) % 20},${20 + ((c * 11) % 80)},${state}`;
  });
  return `customer_id,months,plan,visits,total_revenue,state\n${rows.join('\n')}\n`;
}

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  dataset = await dashboard.importFile(customers(), 'letters');
  await dashboard.signIn();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await page.screenshot({ path: `reports/${task.name.replaceAll(/\W+/g, '-')}.png` });
});
afterAll(() => dashboard?.close());

describe('what nothing says is asked', () => {
  it('what each value means, and what happened: no training starts before it is said', async () => {
    await dashboard.visit(`/d/${dataset}/churn`);
    await page.getByRole('button', { name: 'Set up churn' }).click();
    const dialog = page.getByRole('dialog', { name: 'Train a model' });
    await dialog.getByLabel('A column says it').check();
    await dialog.getByRole('combobox', { name: 'Column', exact: true }).selectOption('state');
    const values = dialog.getByRole('group', { name: 'What each value means' });
    await values.getByRole('combobox', { name: /^B/ }).selectOption('it happened');
    await values.getByRole('combobox', { name: /^C/ }).selectOption('it happened');
    await values.getByRole('combobox', { name: /^H/ }).selectOption('not known');
    await dialog.getByText(/20 unknown: scored, not learned from/).waitFor();
    const event = dialog.getByRole('combobox', { name: 'Then the customer' });
    await dialog.getByRole('option', { name: 'choose: nothing says it' }).waitFor({ state: 'attached' });
    await dialog.getByRole('button', { name: 'Train', exact: true }).click();
    expect(await event.evaluate((field: HTMLSelectElement) => field.validity.valueMissing)).toBe(true);
    expect(await dashboard.violations()).toEqual([]);
    await event.selectOption('left');
    await dialog.getByRole('button', { name: 'Train', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await dashboard.idle();
    await dashboard.visit(`/d/${dataset}/churn`);
    await page.getByText('state is "B" or "C"').waitFor();
  });

  it('what amounts are for and in which currency they are, beside them, and then no more', async () => {
    const form = page.getByRole('form', { name: 'What amounts are' });
    expect(await form.textContent()).toContain('“total_revenue” is what a customer is worth');
    expect(await form.getByLabel('It is for').inputValue()).toBe('LIFETIME');
    for (const screen of ['strategies', 'value', 'churn']) {
      await dashboard.visit(`/d/${dataset}/${screen}`);
      await form.waitFor();
    }
    await form.getByLabel('It is for').selectOption('a month');
    await form.getByLabel('Currency').fill('chf');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByText(/the expected gain is \+CHF/).waitFor();
    expect(await page.getByLabel('The value is for').inputValue()).toBe('MONTH');
  });

  it('and says that nobody is left to act on, once all have left', async () => {
    const set = Array.from({ length: 500 }, (_, c) => ({
      ...{ externalId: `K-${c}`, attributes: { state: 'B' } },
    }));
    await dashboard.ask(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { updated userErrors { message } } }',
      { input: { datasetId: dataset, customers: set } },
    );
    await dashboard.idle();
    await dashboard.visit(`/d/${dataset}/churn`);
    await page.getByText('All 500 have left already.').waitFor();
    await dashboard.visit(`/d/${dataset}/strategies`);
    await page.getByRole('heading', { name: 'Nobody to act on' }).waitFor();
    expect(await dashboard.violations()).toEqual([]);
  });
});
