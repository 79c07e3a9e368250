import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import type { Page } from 'playwright-core';
import { launchBrowser } from './launch-browser';
import { startApi } from './start-api';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** A browser on the dashboard of an empty Holdfast. */
export interface Dashboard {
  readonly url: string;
  readonly apiKey: string;
  /** The process of the API. */
  readonly pid: number;
  readonly dataDir: string;
  readonly page: Page;
  /** Asks the API without the browser; throws where it answers with errors. */
  ask<Data>(document: string, variables?: object): Promise<Data>;
  /** Uploads and imports a file without the browser and waits for what follows from it; answers with the dataset. */
  importFile(text: string | Readable, name: string): Promise<string>;
  /** Waits until no job is left to do. */
  idle(): Promise<void>;
  signIn(): Promise<void>;
  /** Goes to a screen and waits until nothing on it is loading. */
  visit(path: string): Promise<void>;
  /** Waits until nothing on the screen is loading. */
  settled(): Promise<void>;
  /** What axe finds wrong on the page as it is now, in a line each. */
  violations(): Promise<string[]>;
  /** How many pixels the page is wider than its window. */
  overflow(): Promise<number>;
  close(): Promise<void>;
}

/** Starts the API with these settings, and a browser; `close` ends both. */
export async function openDashboard(settings: Readonly<Record<string, string>> = {}): Promise<Dashboard> {
  const api = await startApi(settings);
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const authorization = `Bearer ${api.apiKey}`;

  async function ask<Data>(document: string, variables: object = {}): Promise<Data> {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ query: document, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: object[] };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  async function idle(): Promise<void> {
    for (;;) {
      const { jobs } = await ask<{ jobs: { totalCount: number } }>(
        '{ jobs(states: [PENDING, RUNNING], first: 1) { totalCount } }',
      );
      if (jobs.totalCount === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async function settled(): Promise<void> {
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  }

  return {
    url: api.url,
    apiKey: api.apiKey,
    pid: api.pid,
    dataDir: api.dataDir,
    page,
    ask,
    idle,
    settled,
    async importFile(text, name) {
      const upload = await fetch(`${api.url}/uploads?filename=${name}.csv`, {
        method: 'POST',
        headers: { authorization },
        body: typeof text === 'string' ? text : Readable.toWeb(text),
        duplex: 'half',
      } as RequestInit);
      const { uploadId } = (await upload.json()) as { uploadId: string };
      const { importDataset } = await ask<{ importDataset: { dataset: { id: string } } }>(
        'mutation ($input: ImportDatasetInput!) { importDataset(input: $input) { dataset { id } } }',
        { input: { uploadId, name, analyse: true } },
      );
      await idle();
      return importDataset.dataset.id;
    },
    async signIn() {
      await page.goto(api.url);
      await page.getByLabel('API key').fill(api.apiKey);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('navigation', { name: 'Screens' }).waitFor();
    },
    async visit(path) {
      await page.goto(api.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await settled();
    },
    async violations() {
      await page.evaluate(AXE);
      return page.evaluate(async (tags) => {
        type Axe = {
          run(
            root: Document,
            options: unknown,
          ): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
        };
        const { axe } = globalThis as unknown as { axe: Axe };
        const result = await axe.run(document, { runOnly: tags });
        return result.violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        );
      }, WCAG);
    },
    overflow: () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    async close() {
      await browser.close();
      await api.stop();
    },
  };
}
