import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customersCsv } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';

/** Where pictures are kept, if anybody wants them. */
const SHOTS = process.env.SHOTS;

let dashboard: Dashboard;
let dataset: string;
beforeAll(async () => {
  dashboard = await openDashboard();
  dataset = await dashboard.importFile(customersCsv(2000), 'shop');
  await dashboard.signIn();
});
afterAll(() => dashboard.close());

/** What a reader of this screen would stumble over, in both themes and on a phone. */
async function look(name: string): Promise<string[]> {
  const { page } = dashboard;
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await dashboard.settled();
      if ((await dashboard.overflow()) > 0) found.push(`${name} is wider than ${width} px`);
      found.push(
        ...(await dashboard.violations()).map((violation) => `${name}, ${colorScheme}: ${violation}`),
      );
      if (SHOTS)
        await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}-${width}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
  return found;
}

/** The ids of an arm, from its export. */
async function idsOf(campaignId: string, campaignArm: string): Promise<string[]> {
  const filter = encodeURIComponent(JSON.stringify({ campaignId, campaignArm }));
  const answer = await fetch(`${dashboard.url}/datasets/${dataset}/customers.csv?filter=${filter}`, {
    headers: { authorization: `Bearer ${dashboard.apiKey}` },
  });
  const lines = (await answer.text()).trim().split('\n').slice(1);
  return lines.map((line) => line.split(',')[0]!);
}

async function tell(ids: readonly string[], rate: number): Promise<void> {
  const outcomes = ids.map((externalId, i) => ({ externalId, left: (i * 37) % 100 < rate }));
  for (let from = 0; from < outcomes.length; from += 1000) {
    await dashboard.ask(
      'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { recorded } }',
      { input: { datasetId: dataset, outcomes: outcomes.slice(from, from + 1000) } },
    );
  }
}

describe('campaigns on the dashboard', () => {
  it('are made from a list with two clicks, and wait for outcomes', async () => {
    const { page } = dashboard;
    await dashboard.visit(`/d/${dataset}/campaigns`);
    await page.getByText('No campaign yet').waitFor();
    expect(await look('campaigns-none')).toEqual([]);
    await dashboard.visit(`/d/${dataset}/customers?left=all`);
    await page.getByRole('button', { name: 'Make a campaign' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/4 of 5 such campaigns would show/).waitFor();
    expect(await look('campaign-form')).toEqual([]);
    await dialog.getByLabel('Name').fill('March');
    await dialog.getByLabel('Left alone').selectOption({ label: '30 %' });
    await dialog.getByLabel('Cost of a contact').fill('2');
    await dialog.getByText('With 1,400 contacted').waitFor();
    await dialog.getByRole('button', { name: 'Freeze the list of 2,000 customers' }).click();
    await page.getByRole('heading', { name: 'March', level: 1 }).waitFor();
    await page.getByText('Waiting for outcomes').waitFor();
    await page.getByRole('heading', { name: 'What was assumed' }).waitFor();
    await page.getByText('One contact costs').waitFor();
    expect(await look('campaign-waiting')).toEqual([]);
  });

  it('show their effect, the sentence first, with its interval', async () => {
    const { page } = dashboard;
    const found = await dashboard.ask<{ dataset: { campaigns: { edges: { node: { id: string } }[] } } }>(
      'query ($id: ID!) { dataset(id: $id) { campaigns { edges { node { id } } } } }',
      { id: dataset },
    );
    const { id } = found.dataset.campaigns.edges[0]!.node;
    await tell(await idsOf(id, 'CONTACTED'), 20);
    await tell(await idsOf(id, 'HOLD_OUT'), 31);
    await dashboard.visit(`/d/${dataset}/campaigns/${id}`);
    await page.getByText('Works', { exact: true }).waitFor();
    await page.getByText(/^Of those contacted [\d.]+ points fewer left/).waitFor();
    await page.getByRole('img', { name: /^Difference of the rates: \+11 points/ }).waitFor();
    expect(await look('campaign-effect')).toEqual([]);
    await page.getByRole('link', { name: 'See them' }).nth(1).click();
    await page.getByText('600 customers').first().waitFor();
    await page.getByText('Those left alone of the campaign').waitFor();
    expect(await look('campaign-members')).toEqual([]);
    const [heldOut] = await idsOf(id, 'HOLD_OUT');
    await dashboard.visit(`/d/${dataset}/customers/${heldOut}`);
    await page.getByText('left alone, so do not contact').first().waitFor();
    expect(await look('campaign-customer')).toEqual([]);
    await dashboard.visit(`/d/${dataset}/campaigns`);
    await page.getByRole('link', { name: 'March' }).waitFor();
    expect(await look('campaigns')).toEqual([]);
  });

  it('take outcomes from a file, after showing what it contains', async () => {
    const { page } = dashboard;
    await page.locator('main').getByRole('link', { name: 'March' }).click();
    await page.getByRole('button', { name: 'Outcomes from a file' }).click();
    const dialog = page.getByRole('dialog');
    const lines = ['customer_id;result', 'C1001;gone', 'C1002;here', 'nobody;gone', 'C1003;'];
    await dialog
      .getByLabel('File')
      .setInputFiles({ name: 'outcomes.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) });
    await dialog.getByLabel('Means: left').selectOption('gone');
    await dialog.getByText('2 rows of customers, 1 of whom left.').waitFor();
    await dialog.getByText('1 row of nobody in the dataset: nobody.').waitFor();
    expect(await look('campaign-outcomes-file')).toEqual([]);
    await dialog.getByRole('button', { name: 'Record 2 outcomes' }).click();
    await dialog.getByText('2 outcomes recorded.').waitFor();
  });

  it('show for whom they worked, and make the next list of those whom it pays', async () => {
    const { page } = dashboard;
    const { createCampaign } = await dashboard.ask<{ createCampaign: { campaign: { id: string } } }>(
      'mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { campaign { id } } }',
      { input: { datasetId: dataset, name: 'April', filter: {}, holdOutShare: 0.5, contactCost: 2 } },
    );
    const { id } = createCampaign.campaign;
    await dashboard.visit(`/d/${dataset}/campaigns/${id}`);
    // Every third customer is on the first plan, and is kept.
    const isKept = (externalId: string) => Number(externalId.slice(1)) % 3 === 1;
    const contacted = await idsOf(id, 'CONTACTED');
    await tell(contacted.filter(isKept), 5);
    await tell(
      contacted.filter((externalId) => !isKept(externalId)),
      40,
    );
    await tell(await idsOf(id, 'HOLD_OUT'), 40);
    await expect
      .poll(() => dashboard.ask('query ($id: ID!) { campaign(id: $id) { uplift { state } } }', { id }), {
        timeout: 60_000,
      })
      .toEqual({ campaign: { uplift: { state: 'DIFFERS' } } });
    await dashboard.visit(`/d/${dataset}/campaigns/${id}`);
    await page.getByText(/^Contacting does more for some than for others/).waitFor();
    await page.getByRole('img', { name: /^What contacting the first so many brings/ }).waitFor();
    expect(await look('campaign-uplift')).toEqual([]);
    await dashboard.ask(
      'mutation ($input: SetAssumptionsInput!) { setAssumptions(input: $input) { userErrors { message } } }',
      { input: { datasetId: dataset, customerValue: 40, currency: 'EUR' } },
    );
    await dashboard.visit(`/d/${dataset}/campaigns/${id}`);
    await page.getByRole('button', { name: 'Make the next list by expected gain' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/is expected of contacting all of them, after its cost/).waitFor();
    expect(await look('campaign-by-gain')).toEqual([]);
    await dialog.getByRole('button', { name: /^Freeze the list of/ }).click();
    await page.getByRole('heading', { name: 'After April', level: 1 }).waitFor();
  });

  it('advice is said to be taken or refused, and why', async () => {
    const { page } = dashboard;
    await dashboard.visit(`/d/${dataset}/strategies`);
    const row = page.getByRole('article').first();
    await row.getByText(/^How, why, and /).click();
    await row.getByRole('button', { name: 'Taken or refused?' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'What became of this advice' });
    await dialog.getByLabel('It was').selectOption('REFUSED');
    await dialog.getByLabel('Why').fill('too dear for us');
    await dialog.getByRole('button', { name: 'Say so' }).click();
    await row.getByText('refused 1 ×').waitFor();
    expect(await look('strategies-said')).toEqual([]);
    await row.getByRole('button', { name: 'What was said' }).first().click();
    await dialog.getByText('Refused: too dear for us').waitFor();
    expect(await look('strategies-what-was-said')).toEqual([]);
  });

  it("are made from a play's card", async () => {
    const { page } = dashboard;
    await dashboard.visit(`/d/${dataset}/strategies`);
    const card = page.getByRole('article').first();
    const title = await card.getByRole('heading', { level: 2 }).textContent();
    await card.getByRole('button', { name: 'Make a campaign' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Freeze the list of/ }).waitFor();
    expect(await dialog.getByLabel('Name').inputValue()).toBe(title);
    expect(Number(await dialog.getByLabel('Cost of a contact').inputValue())).toBeGreaterThan(0);
    await dialog.getByRole('button', { name: /^Freeze the list of/ }).click();
    await page.getByRole('heading', { name: title!, level: 1 }).waitFor();
  });

  it('leave out whoever is held out of every campaign, which is started and ended beside them', async () => {
    const { page } = dashboard;
    await dashboard.visit(`/d/${dataset}/campaigns`);
    const card = page.locator('section', { hasText: 'Held out of every campaign' });
    await card.getByText('Nobody is: what all campaigns together do cannot be told.').waitFor();
    await card.getByRole('button', { name: 'Hold a part out' }).click();
    const dialog = page.getByRole('dialog', { name: 'Hold a part out of every campaign' });
    await dialog.getByLabel('Share of all customers').selectOption({ label: '20 %' });
    expect(await look('hold-out-form')).toEqual([]);
    await dialog.getByRole('button', { name: 'Hold 20 % out' }).click();
    const reading = card.getByText(/^\d+ customers, 20 % drawn at random, since .+\.$/);
    await reading.waitFor();
    const count = Number.parseInt((await reading.textContent())!, 10);
    await card.getByText('Nothing can be said yet: outcomes of both are needed.').waitFor();
    expect(await look('hold-out-runs')).toEqual([]);
    await dashboard.visit(`/d/${dataset}/customers?left=all`);
    await page.getByRole('button', { name: 'Make a campaign' }).click();
    const form = page.getByRole('dialog', { name: 'Make a campaign' });
    await form.getByText(`${count} customers who are held out of every campaign are left out.`).waitFor();
    await form
      .getByRole('button', { name: `Freeze the list of ${(2000 - count).toLocaleString('en')} customers` })
      .waitFor();
    await dashboard.visit(`/d/${dataset}/campaigns`);
    await card.getByRole('button', { name: 'End' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
    await card.getByText(/ until /).waitFor();
    await card.getByRole('button', { name: 'Hold a part out' }).waitFor();
  });
});
