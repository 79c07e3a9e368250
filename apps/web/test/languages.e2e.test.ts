import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './open-dashboard';
import { unsaid, untranslated } from './unsaid';

/** Where pictures are kept, if anybody wants them. */
const SHOTS = process.env.SHOTS;
const WIDTHS = [1280, 360];

let dashboard: Dashboard;
let dataset: string | undefined;
let campaign: string | undefined;
/** What the API has answered: names and sentences that are not the dashboard's. */
const told = new Set<string>();

const CITIES = ['Bonn', 'Köln', 'Ulm', 'Trier'];

/** Customers of a shop, of whom the rare visitors mostly left; two lines are no customers. */
function shop(): string {
  const rows = Array.from({ length: 1200 }, (_, i) => {
    const visits = (i * 37) % 20;
    const left = (i * 7919) % 101 > 5 * visits ? 'yes' : 'no';
    return `c${i},${visits},${(i * 13) % 397},${(i * 29) % 61},${CITIES[i % 4]},${left}`;
  });
  return ['customer_id,visits,spend,age,city,churn', ...rows, ',1,2,3,Bonn,no', ',4,5,6,Ulm,no'].join('\n');
}

/** Keeps every text of an answer, but for names of types and values of enums. */
function keep(value: unknown, name = ''): void {
  if (typeof value === 'string') {
    if (name !== '__typename' && !/^[A-Z_\d]+$/.test(value)) told.add(value);
  } else if (Array.isArray(value)) for (const one of value) keep(one, name);
  else if (value !== null && typeof value === 'object')
    for (const [key, one] of Object.entries(value)) keep(one, key);
}

beforeAll(async () => {
  dashboard = await openDashboard();
  const { page } = dashboard;
  page.on('response', async (response) => {
    if (!response.url().includes('/graphql')) return;
    keep(await response.json().catch(() => null));
  });
});
afterAll(() => dashboard?.close());
// A test that fails leaves no language to the next one.
afterEach(() => speak('en'));

/** Speaks a language from the next visit on, as one who chose it before. */
async function speak(language: string): Promise<void> {
  await dashboard.page.evaluate((tag) => localStorage.setItem('language', tag), language);
}

/** The model in use. */
async function champion(): Promise<{ id: string }> {
  const asked = await dashboard.ask<{ dataset: { champion: { id: string } } }>(
    'query ($id: ID!) { dataset(id: $id) { champion { id } } }',
    { id: dataset },
  );
  return asked.dataset.champion;
}

/** The dataset and its campaign, made once. */
async function ready(): Promise<void> {
  dataset ??= await dashboard.importFile(shop(), 'shop');
  campaign ??= await measuredCampaign();
}

/** Two files that could be imported: of customers and of purchases. */
const FILES = [
  ['file', shop()],
  [
    'purchases',
    [
      'order_id,order_date,customer_id,amount',
      ...Array.from({ length: 90 }, (_, i) => `${i},0${1 + (i % 9)}/0${1 + (i % 8)}/2026,K${i % 40},${i}.5`),
    ].join('\n'),
  ],
] as const;

/** Chooses a file to import, and waits for what is said of it. */
async function choose(name: string, text: string): Promise<void> {
  const { page } = dashboard;
  await dashboard.visit('/import');
  const file = { name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.locator('main table').first().waitFor();
}

/** Closes the dialog, and waits until keys are the page's again. */
async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** What shows as it is, by a name and its address. */
function screens(): readonly (readonly [name: string, path: string])[] {
  return [
    ['overview', `/d/${dataset}`],
    ['rejected', `/d/${dataset}?rejected=last`],
    ['monitoring', `/d/${dataset}/monitoring`],
    ['segments', `/d/${dataset}/segments`],
    ['segments-closer', `/d/${dataset}/segments?map=closer&k=4`],
    ['segments-profiles', `/d/${dataset}/segments?view=profiles`],
    ['segments-distributions', `/d/${dataset}/segments?view=distributions`],
    ['segments-two', `/d/${dataset}/segments?view=two`],
    ['segments-flow', `/d/${dataset}/segments?view=flow`],
    ['segments-trust', `/d/${dataset}/segments?view=trust`],
    ['settings', '/settings'],
    ['audit', '/settings/audit'],
    ['no-dataset', '/d/nothing'],
    ['import', '/import'],
    ['integrations', '/integrations'],
    ['explorer', '/integrations/explorer'],
  ];
}

/** What is wrong with the screen as it is: words that are not in the dictionary, texts that do not fit. */
async function faults(page: Page, name: string, missing = unsaid): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await dashboard.settled();
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}-${width}.png`, fullPage: true });
    const over = await dashboard.overflow();
    if (over > 0) found.push(`${name} at ${width}: ${over} px too wide`);
    for (const text of await page.evaluate(cut)) found.push(`${name} at ${width}: cut off: ${text}`);
  }
  for (const text of await page.evaluate(texts)) {
    const rest = missing(flat(text), told);
    if (rest !== '') found.push(`${name}: not in the dictionary: ${rest} (in ${text})`);
  }
  return found;
}

/** A message that was told others, and lists of them, is one. */
function flat(text: string): string {
  const flatter = text.replaceAll(/\[([^[\]]*)\[([^[\]]*)\]/g, '[$1$2');
  return flatter === text ? text : flat(flatter);
}

/** Texts that a box hides a part of. */
function cut(): string[] {
  return [...document.querySelectorAll<HTMLElement>('button, a, h1, h2, h3, th, td, label, span, p, select')]
    .filter((element) => {
      const { overflowX, clipPath } = getComputedStyle(element);
      return (
        element.checkVisibility() &&
        !element.closest('.visually-hidden, svg') &&
        // What is clipped away is for screen readers.
        clipPath === 'none' &&
        overflowX !== 'visible' &&
        overflowX !== 'auto' &&
        element.clientWidth > 0 &&
        element.scrollWidth > element.clientWidth + 1
      );
    })
    .map((element) => element.textContent ?? '');
}

/** Every text on the page, seen or told to screen readers; not what keys say, and not the names of languages. */
function texts(): string[] {
  const found: string[] = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof HTMLElement || node instanceof SVGElement) {
      // A name in a picture that stands in several lines is one text.
      if (node.matches('text:has(tspan)')) found.push(node.textContent ?? '');
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        const value = node.getAttribute(name);
        if (value) found.push(value);
      }
    } else if (!node.parentElement?.closest('tspan, kbd, code, script, style, [lang]:not(html)')) {
      found.push(node.textContent ?? '');
    }
  }
  return found.filter((text) => /\p{L}/u.test(text));
}

describe('the first screen', () => {
  it('loads no language but the one that is read, and at most 120 kB of JavaScript', async () => {
    const { page } = dashboard;
    await page.goto(dashboard.url);
    await page.getByLabel('API key').waitFor();
    await page.waitForLoadState('networkidle');
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => name.endsWith('.js')),
    );
    const texts = await Promise.all(scripts.map(async (script) => (await fetch(script)).text()));
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.filter((text) => /Einstellungen|الإعدادات|عميلان/.test(text))).toEqual([]);
    expect(texts.reduce((sum, text) => sum + gzipSync(text).length, 0)).toBeLessThanOrEqual(120_000);
  });
});

describe('the pseudo-language', () => {
  it('is in all of the sign-in page, and fits', async () => {
    const { page } = dashboard;
    await page.goto(dashboard.url);
    await page.getByLabel('API key').waitFor();
    await speak('en-XA');
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await faults(page, 'sign-in')).toEqual([]);
  });

  it('is in all of the first run', async () => {
    await dashboard.signIn();
    await speak('en-XA');
    await dashboard.visit('/');
    expect(await faults(dashboard.page, 'first-run')).toEqual([]);
    await dashboard.visit('/nowhere');
    expect(await faults(dashboard.page, 'nowhere')).toEqual([]);
  });

  it('is in all that every screen says, and nothing is cut or wider than the page', async () => {
    const { page } = dashboard;
    dataset ??= await dashboard.importFile(shop(), 'shop');
    await speak('en-XA');
    const found: string[] = [];
    for (const [name, path] of screens()) {
      await dashboard.visit(path);
      found.push(...(await faults(page, name)));
    }
    expect(found).toEqual([]);
  });

  it('is in what an import says of a file before it is stored', async () => {
    const { page } = dashboard;
    await speak('en-XA');
    for (const [name, text] of FILES) {
      await choose(name, text);
      expect(await faults(page, `import-${name}`)).toEqual([]);
    }
  });

  it('is in what is told of churn and value', async () => {
    const { page } = dashboard;
    const { id } = await champion();
    await speak('en-XA');
    const found: string[] = [];
    for (const part of [
      ...['value', 'strategies', 'churn', 'churn?view=why', 'churn?view=trust', 'churn?view=versions'],
      `churn/${id}`,
    ]) {
      await dashboard.visit(`/d/${dataset}/${part}`);
      found.push(...(await faults(page, part.replaceAll(/\W/g, '-'))));
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await dashboard.visit(`/d/${dataset}/churn`);
    await page.locator('main .primary').first().click();
    await page.getByRole('dialog').locator('form').waitFor();
    found.push(...(await faults(page, 'train')));
    await close(page);
    expect(found).toEqual([]);
  });

  it('is in the dialogs', async () => {
    const { page } = dashboard;
    const found: string[] = [];
    await page.setViewportSize({ width: 1280, height: 900 });
    await speak('en-XA');
    await dashboard.visit(`/d/${dataset}`);
    await page.keyboard.press('Control+k');
    await page.getByRole('listbox').waitFor();
    found.push(...(await faults(page, 'palette')));
    await close(page);
    await page.keyboard.press('?');
    await page.getByRole('dialog').locator('dl').waitFor();
    found.push(...(await faults(page, 'shortcuts')));
    await close(page);
    await page.locator('.on-screen button').click();
    await page.getByRole('dialog').locator('form').waitFor();
    found.push(...(await faults(page, 'report')));
    await close(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await dashboard.visit(`/d/${dataset}/segments?view=profiles`);
    await page.locator('main header button').first().click();
    await page.getByRole('dialog').locator('summary').click();
    found.push(...(await faults(page, 'find-segments')));
    await close(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await dashboard.visit('/settings');
    await page.locator('main .danger').first().click();
    await page.getByRole('dialog').locator('.danger').waitFor();
    found.push(...(await faults(page, 'deletion')));
    await close(page);
    expect(found).toEqual([]);
  });
});

describe('German', () => {
  it('is chosen in the settings, and stays', async () => {
    const { page } = dashboard;
    await page.setViewportSize({ width: 1280, height: 900 });
    await dashboard.visit('/settings');
    await page.getByLabel('Language').selectOption({ label: 'Deutsch' });
    await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor();
    expect(await page.getByText(/Noch ist nicht alles übersetzt/).isVisible()).toBe(true);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor();
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
      'de',
      'ltr',
    ]);
    expect(await page.title()).toBe('Einstellungen · Holdfast');
  });

  it('writes numbers, shares, days and one and many in its way', async () => {
    const { page } = dashboard;
    await speak('de');
    await dashboard.visit(`/d/${dataset}`);
    const main = page.locator('main');
    const texts = (await main.locator('strong, small, td').allTextContents()).map((text) => text.trim());
    expect(texts).toContain('1.200');
    const rate = /^\d+,\d % von \d+, die noch da sind \(\d+,\d bis \d+,\d %\)$/;
    expect(texts.filter((text) => rate.test(text))).toHaveLength(1);
    expect(texts.filter((text) => /^\d{2}\.\d{2}\.\d{4}, \d{2}:\d{2}$/.test(text))).toHaveLength(1);
    expect(await main.getByText('2 Zeilen abgewiesen: ').isVisible()).toBe(true);
    if (!SHOTS) return;
    await pictures('de');
    await speak('en');
    await pictures('en');
  });

  it.each([
    [0, '0 Kunden'],
    [1, '1 Kunde'],
    [2, '2 Kunden'],
  ])('counts %i', async (customerCount, words) => {
    const { page } = dashboard;
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as {
        data?: { datasets?: { edges: { node: { customerCount?: number } }[] } };
      };
      for (const { node } of answer.data?.datasets?.edges ?? []) node.customerCount = customerCount;
      await route.fulfill({ response, json: answer });
    });
    await speak('de');
    await dashboard.visit('/settings');
    await page.getByRole('button', { name: 'shop löschen' }).click();
    await page.getByText(`Gelöscht werden ${words} mit Segmenten, Modellen und Bewertungen.`).waitFor();
    await page.unroute('**/graphql');
  });

  it('has no violation of accessibility', async () => {
    const found: string[] = [];
    await speak('de');
    for (const path of [`/d/${dataset}`, `/d/${dataset}/monitoring`, '/settings']) {
      await dashboard.visit(path);
      found.push(...(await dashboard.violations()));
    }
    expect(found).toEqual([]);
  });
});

/** A campaign for all of the shop, with an outcome of most of its members. */
async function measuredCampaign(): Promise<string> {
  const { createCampaign } = await dashboard.ask<{ createCampaign: { campaign: { id: string } } }>(
    'mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { campaign { id } } }',
    { input: { datasetId: dataset, name: 'A', filter: {}, holdOutShare: 0.3, contactCost: 2 } },
  );
  const outcomes = Array.from({ length: 1000 }, (_, i) => ({ externalId: `c${i}`, left: i % 3 === 0 }));
  await dashboard.ask(
    'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { recorded } }',
    { input: { datasetId: dataset, outcomes } },
  );
  await dashboard.idle();
  return createCampaign.campaign.id;
}

describe('customers and campaigns', () => {
  it('are in the pseudo-language', async () => {
    const { page } = dashboard;
    await ready();
    const where = encodeURIComponent('[["age","GTE","20"]]');
    const found: string[] = [];
    await speak('en-XA');
    for (const [name, path] of [
      ['customers', `/d/${dataset}/customers?where=${where}&campaign=${campaign}`],
      ['customer', `/d/${dataset}/customers/c8`],
      ['campaigns', `/d/${dataset}/campaigns`],
      ['campaign', `/d/${dataset}/campaigns/${campaign}`],
    ] as const) {
      await dashboard.visit(path);
      found.push(...(await faults(page, name)), ...(await dashboard.violations()));
    }
    expect(found).toEqual([]);
  });
});

/** Screens whose address has a model, a customer or a campaign in it. */
async function screensOfOne(): Promise<readonly (readonly [name: string, path: string])[]> {
  const { id } = await champion();
  return [
    ...['value', 'strategies', 'churn', 'churn?view=why', 'churn?view=trust', 'churn?view=versions'].map(
      (part) => [part.replaceAll(/\W/g, '-'), `/d/${dataset}/${part}`] as const,
    ),
    ['model-card', `/d/${dataset}/churn/${id}`],
    ['customers', `/d/${dataset}/customers`],
    ['customer', `/d/${dataset}/customers/c8`],
    ['campaigns', `/d/${dataset}/campaigns`],
    ['campaign', `/d/${dataset}/campaigns/${campaign}`],
  ];
}

describe('Arabic', () => {
  /** What is wrong at either width: the direction, the words, the room, and what axe finds. */
  async function wrong(name: string): Promise<string[]> {
    const { page } = dashboard;
    const found = await faults(page, `ar-${name}`, untranslated);
    const way = await page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`);
    if (way !== 'ar rtl') found.push(`${name}: ${way}`);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      found.push(...(await dashboard.violations()).map((one) => `${name} at ${width}: ${one}`));
    }
    return found;
  }

  it('is chosen in the settings, where it is called by its own name, and turns the page around', async () => {
    const { page } = dashboard;
    if (dataset === undefined) await dashboard.signIn();
    await ready();
    await page.setViewportSize({ width: 1280, height: 900 });
    await dashboard.visit('/settings');
    await page.getByLabel('Language').selectOption({ label: 'العربية' });
    await page.getByRole('heading', { level: 1, name: 'الإعدادات' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'الإعدادات' }).waitFor();
    const [side, main] = await Promise.all([
      page.getByRole('navigation', { name: 'الشاشات' }).boundingBox(),
      page.locator('main').boundingBox(),
    ]);
    expect(side!.x).toBeGreaterThanOrEqual(main!.x + main!.width - 1);
    expect(side!.x + side!.width).toBe(1280);
    expect(await page.title()).toBe('الإعدادات · Holdfast');
  });

  it('is in all that every screen says, from right to left, and all of it fits', async () => {
    await ready();
    await speak('ar');
    const found: string[] = [];
    for (const [name, path] of [...screens(), ...(await screensOfOne())]) {
      await dashboard.visit(path);
      found.push(...(await wrong(name)));
    }
    expect(found).toEqual([]);
  });

  it('is in what an import says of a file, and in the dialogs', async () => {
    const { page } = dashboard;
    const found: string[] = [];
    await speak('ar');
    for (const [name, text] of FILES) {
      await choose(name, text);
      found.push(...(await wrong(`import-${name}`)));
    }
    for (const [path, opener, name] of [
      ['', '.on-screen button', 'report'],
      ['/segments?view=profiles', 'main header button', 'find-segments'],
      ['/churn', 'main .primary', 'train'],
    ] as const) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await dashboard.visit(`/d/${dataset}${path}`);
      await page.locator(opener).first().click();
      await page.getByRole('dialog').locator('h2').waitFor();
      found.push(...(await wrong(name)));
    }
    expect(found).toEqual([]);
  });

  it('leaves the axes of charts as they are, with what they say in Arabic', async () => {
    const { page } = dashboard;
    await speak('ar');
    await page.setViewportSize({ width: 1280, height: 900 });
    await dashboard.visit(`/d/${dataset}/churn?view=trust`);
    const chart = page.locator('svg[data-chart]').first();
    expect(await chart.evaluate((svg) => getComputedStyle(svg).direction)).toBe('ltr');
    expect(await chart.textContent()).toMatch(/\p{Script=Arabic}/u);
  });

  it('keeps names, figures and English in their own direction', async () => {
    const { page } = dashboard;
    await speak('ar');
    await dashboard.visit('/settings');
    await page.getByRole('button', { name: 'حذف \u2068shop\u2069' }).waitFor();
    expect(
      await page
        .locator('input[type=email]')
        .first()
        .evaluate((input) => getComputedStyle(input).direction),
    ).toBe('ltr');
    await dashboard.visit(`/d/${dataset}`);
    const english = page.locator('main [lang="en"]').first();
    expect(await english.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
    await page.getByText(/^\u2066\d+\.\d %\u2069 من/).waitFor();
  });
});

/** The screens as they look, for whoever wants to see them. */
async function pictures(language: string): Promise<void> {
  const { page } = dashboard;
  for (const width of [1440, 360])
    for (const [name, path] of [
      ['overview', `/d/${dataset}`],
      ['segments', `/d/${dataset}/segments`],
      ['segments-profiles', `/d/${dataset}/segments?view=profiles`],
      ['segments-distributions', `/d/${dataset}/segments?view=distributions`],
      ['segments-two', `/d/${dataset}/segments?view=two`],
      ['segments-flow', `/d/${dataset}/segments?view=flow`],
      ['segments-trust', `/d/${dataset}/segments?view=trust`],
      ['monitoring', `/d/${dataset}/monitoring`],
      ['settings', '/settings'],
      ['audit', '/settings/audit'],
    ]) {
      await page.setViewportSize({ width, height: 900 });
      await dashboard.visit(path!);
      await page.screenshot({ path: `${SHOTS}/${language}-${name}-${width}.png`, fullPage: true });
    }
  await page.setViewportSize({ width: 1280, height: 900 });
  await dashboard.visit(`/d/${dataset}`);
}
