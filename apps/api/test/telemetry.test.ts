import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { LOG_OPTIONS } from '../src/platform/logger.js';
import { importCsv } from './import-client.js';
import { type OtlpCollector, type ReceivedSpan, startOtlpCollector } from './otlp-collector.js';
import { createTestApp, type TestApp } from './test-app.js';

const ROOT = join(import.meta.dirname, '../../..');
const DASHBOARD = join(ROOT, 'deploy/grafana/dashboards/holdfast.json');
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
/** Somebody of whom nothing may be told: their id and a value, in the words of the file. */
const SECRET = { id: 'C-Wilhelmina-1874', city: 'Quedlinburg-Altstadt' };

let collector: OtlpCollector;
let app: TestApp;
let datasetId: string;
let logged = '';

beforeAll(async () => {
  collector = await startOtlpCollector();
  const log = new Writable({
    write(chunk, _encoding, done) {
      logged += chunk;
      done();
    },
  });
  app = await createTestApp({ metrics: true, traces: collector.url, logger: pino(LOG_OPTIONS, log) });
  const lines = [...sampleCsv(generateSample({ size: 400 }).customers)].join('').trimEnd().split('\n');
  const [header, ...rows] = lines;
  const named = rows.map((row, index) => `${row},${index === 7 ? SECRET.city : 'Bonn'}`);
  named[7] = named[7]!.replace(/^[^,]*/, SECRET.id);
  datasetId = await importCsv(app, [`${header},city`, ...named].join('\n'), { analyse: true });
  await app.idle(datasetId);
  await app.query(
    `query ($id: ID!) { customers(datasetId: $id, first: 5) { edges { node { externalId churn { probability } } } } }`,
    { id: datasetId },
  );
  await app.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: TRACEPARENT },
    body: JSON.stringify({
      query:
        'query Wilhelmina ($d: ID!, $e: String!) { customer(datasetId: $d, externalId: $e) { externalId } }',
      variables: { d: datasetId, e: SECRET.id },
    }),
  });
  await app.query(
    'mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { secret } }',
    {
      input: { url: 'https://example.com/hook', events: ['DATASET_IMPORTED'] },
    },
  );
  await app.fetch('/graphql', {
    method: 'POST',
    body: '{ wrong',
    headers: { 'content-type': 'application/json' },
  });
  // Something that PostgreSQL complains of with the values of a customer.
  await app
    .query(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { userErrors { message } } }',
      {
        input: {
          datasetId,
          customers: [{ externalId: SECRET.id, attributes: { city: `${SECRET.city}\u0000` } }],
        },
      },
    )
    .catch(() => {});
});
afterAll(async () => {
  await app.stop();
  await collector.close();
});

async function metrics(): Promise<string> {
  return (await fetch(app.metricsUrl!)).text();
}

/** The series of Prometheus' text format: name, and names of labels. */
function seriesIn(text: string): Map<string, Set<string>> {
  const series = new Map<string, Set<string>>();
  for (const [, name, labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const known = series.get(name!) ?? new Set<string>();
    for (const [, label] of labels.matchAll(/(\w+)="/g)) known.add(label!);
    series.set(name!, known);
  }
  return series;
}

interface Query {
  readonly expr: string;
  readonly legendFormat: string;
}

function queriesOf(dashboard: string): Query[] {
  const { panels } = JSON.parse(dashboard) as { panels: { targets: Query[] }[] };
  return panels.flatMap(({ targets }) => targets);
}

describe('metrics', () => {
  it('count operations, cost, jobs, scores, and tell the model and its drift', async () => {
    const text = await metrics();
    const dataset = datasetId.replaceAll('=', '\\=');
    expect(text).toMatch(
      /holdfast_graphql_operations_total\{type="query",field="customers",status="OK"\} 1\n/,
    );
    expect(text).toMatch(/holdfast_graphql_cost_total\{type="query",field="customers"\} [1-9]/);
    expect(text).toMatch(/holdfast_jobs_ended_total\{kind="import-dataset",state="COMPLETED"\} 1\n/);
    expect(text).toMatch(/holdfast_scores_served_total 5\n/);
    expect(text).toMatch(new RegExp(`holdfast_champion_version\\{dataset="${dataset}"\\} 1\n`));
    expect(text).toMatch(new RegExp(`holdfast_drift_state\\{dataset="${dataset}",state="\\w+"\\} 1\n`));
    expect(text).toMatch(/holdfast_outbox_lag_seconds \d/);
    expect(text).toMatch(/holdfast_database_connections\{state="most"\} 20\n/);
    expect(text).toMatch(/process_resident_memory_bytes \d/);
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
  });

  it('hold nothing of a customer, and no name that a client chose', async () => {
    expect(await metrics()).not.toMatch(/wilhelmina|quedlinburg/i);
  });

  it('are served at a port of their own alone, which changes nothing', async () => {
    expect((await app.fetch('/metrics')).status).toBe(404);
    const { origin } = new URL(app.metricsUrl!);
    expect((await fetch(app.metricsUrl!, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${origin}/graphql`)).status).toBe(404);
    expect(await (await fetch(`${origin}/readyz`)).json()).toMatchObject({ status: 'ready' });
  });

  it('have every series and label that the dashboard of Grafana asks for', async () => {
    const series = seriesIn(await metrics());
    // What Prometheus adds to each.
    const added = ['instance', 'job'];
    const missing: string[] = [];
    // Whatever nothing was counted of yet has no series: a set-aside event, a delivery that waits.
    const declared = new Set([...(await metrics()).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name!));
    for (const { expr, legendFormat } of queriesOf(readFileSync(DASHBOARD, 'utf8'))) {
      const [, name] = /\b((?:holdfast|process|nodejs)_\w+)/.exec(expr) ?? [];
      const base = name?.replace(/_(count|bucket|sum)$/, '');
      if (name === undefined || !(declared.has(name) || declared.has(base!))) missing.push(expr);
      const labels = series.get(name!);
      if (labels === undefined) continue;
      const asked = [
        ...[...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list]) => list!.split(', ')),
        ...[...expr.matchAll(/(\w+)[!=]~?"/g)].map(([, label]) => label!),
        ...[...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label!),
      ];
      for (const label of asked) {
        if (!labels.has(label) && !added.includes(label)) missing.push(`${label} in ${expr}`);
      }
    }
    expect(missing).toEqual([]);
    const shown = queriesOf(readFileSync(DASHBOARD, 'utf8'))
      .map(({ expr }) => expr)
      .join(' ');
    const ours = [...declared].filter((name) => name.startsWith('holdfast_'));
    expect(ours.filter((name) => !shown.includes(name))).toEqual([]);
  });
});

describe('traces', () => {
  const named = (pattern: RegExp) => collector.spans.filter(({ name }) => pattern.test(name));
  const arrived = (pattern: RegExp) =>
    expect.poll(() => named(pattern).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const ancestry = (span: ReceivedSpan): string[] => {
    const parent = collector.spans.find(({ spanId }) => spanId === span.parentSpanId);
    return parent === undefined ? [span.name] : [span.name, ...ancestry(parent)];
  };

  it('show a request with its operation and its statements, in the trace of whoever asked', async () => {
    await arrived(/^query customer$/);
    const operation = named(/^query customer$/)[0]!;
    await expect
      .poll(() => collector.spans.some(({ parentSpanId }) => parentSpanId === operation.spanId), {
        timeout: 30_000,
      })
      .toBe(true);
    const request = collector.spans.find(({ spanId }) => spanId === operation.parentSpanId)!;
    expect(request).toMatchObject({ name: 'POST /graphql', traceId: '0af7651916cd43dd8448eb211c80319c' });
    expect(request.parentSpanId).toBe('b7ad6b7169203331');
    const statement = collector.spans.find(({ parentSpanId }) => parentSpanId === operation.spanId)!;
    expect(ancestry(statement)).toEqual(['SQL select', 'query customer', 'POST /graphql']);
  });

  it('show a job with its analyses and statements, and what follows from events', async () => {
    await arrived(/^job train-churn-model$/);
    await arrived(/^engine classifier\./);
    expect(ancestry(named(/^engine classifier\./)[0]!).at(-1)).toBe('job train-churn-model');
    await arrived(/^event dataset\.imported$/);
    const paths = named(/^SQL/).map((span) => ancestry(span).at(-1));
    expect(paths).toContain('job import-dataset');
  });

  it('hold nothing of a customer', () => {
    expect(collector.text()).not.toMatch(/wilhelmina|quedlinburg/i);
  });
});

describe('the log', () => {
  it('holds nothing of a customer, and no key', () => {
    expect(logged).not.toMatch(/wilhelmina|quedlinburg/i);
    expect(logged).not.toContain(app.adminKey);
  });
});

describe('where nobody watches', () => {
  it('nothing of it is loaded', () => {
    const script = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
      await import(${JSON.stringify(join(ROOT, 'apps/api/dist/start-server.js'))});
      const { openTelemetry } = await import(${JSON.stringify(join(ROOT, 'apps/api/dist/platform/telemetry/open-telemetry.js'))});
      await openTelemetry({ metrics: null, traces: null }, null);
      if (!loaded.some((url) => url.includes('/@apollo/server/'))) throw new Error('nothing was seen');
      console.log(JSON.stringify(loaded.filter((url) => /prom-client|otlp|sdk-trace|metrics-server|trace-statements/.test(url))));
    `;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(JSON.parse(said)).toEqual([]);
  });
});
