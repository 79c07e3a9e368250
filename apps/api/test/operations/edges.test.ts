import { isEnumType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphqlAnswer } from '../client.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { createErrorLog } from './error-log.js';
import { describePosition, fieldOf, operationWith, type Position, positionsOf } from './positions.js';
import { createShop, GENEROUS, type Shop } from './shops.js';
import { subscribeOnce } from './socket.js';

const log = createErrorLog();
let app: TestApp;
let shop: Shop;
let positions: Position[];
beforeAll(async () => {
  app = await createTestApp({ logger: log.logger, limits: GENEROUS });
  shop = await createShop(app, 'shop');
  positions = positionsOf(app.schema);
});
afterAll(() => app.stop());

function send(position: Position, value: unknown): Promise<GraphqlAnswer<unknown>> {
  const operation = operationWith(app.schema, shop, position, value);
  if (position.at.type === app.schema.getSubscriptionType()) return subscribeOnce(app, operation);
  return app.ask(operation.query, operation.variables);
}

interface Complaint {
  readonly code: unknown;
  readonly message: string;
}

/** What an answer complains of, in forms and beside them. */
function complaintsIn({ data, errors = [] }: GraphqlAnswer<unknown>): Complaint[] {
  const payloads = Object.values((data ?? {}) as Record<string, { userErrors?: [] } | null>);
  const inForms = payloads.flatMap((payload) => payload?.userErrors ?? []);
  return [...inForms, ...errors.map(({ message, extensions }) => ({ code: extensions?.code, message }))];
}

const ofType = (...names: string[]) => positions.filter(({ type }) => names.includes(type.name));

/** 4500 is the code of a socket that broke down. */
function expectNoneOfOurs(complaints: readonly Complaint[], position: Position): void {
  for (const { code } of complaints) {
    expect(['INTERNAL', 4500], `${describePosition(position)}: ${log.errors.at(-1)}`).not.toContain(code);
  }
}

async function expectJobsWithoutFault(): Promise<void> {
  await app.idle(shop.dataset);
  expect(log.errors.splice(0)).toEqual([]);
}

describe('a text that nothing can hold', () => {
  const UNSTORABLE: readonly [string, string][] = [
    ['a\0b', 'contains a NUL character; it must not.'],
    ['\ud83d', 'contains half of a surrogate pair; it must be well-formed Unicode.'],
  ];

  it('is refused by name wherever a text is taken', async () => {
    const texts = ofType('String', 'ID');
    expect(texts.length).toBeGreaterThan(50);
    for (const position of texts) {
      for (const [text, fault] of UNSTORABLE) {
        const { errors } = await send(position, text);
        const field = fieldOf(position);
        expect(errors, describePosition(position)).toMatchObject([
          { extensions: { code: 'BAD_USER_INPUT', field } },
        ]);
        const name = field.at(-1) === '0' ? `${field.at(-2)}[0]` : field.at(-1);
        expect(errors![0]!.message).toBe(`${name} ${fault}`);
      }
    }
  });

  it('is refused inside JSON, as a value and as a name', async () => {
    for (const position of ofType('JSONObject')) {
      for (const [text, fault] of UNSTORABLE) {
        const field = fieldOf(position);
        const inside = await send(position, { city: { of: [text] } });
        expect(inside.errors).toMatchObject([
          {
            message: `of[0] ${fault}`,
            extensions: { code: 'BAD_USER_INPUT', field: [...field, 'city', 'of', '0'] },
          },
        ]);
        const asName = await send(position, { [text]: 1 });
        expect(asName.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
        expect(asName.errors![0]!.message).toMatch(/^A name in .+ contains /);
      }
    }
  });

  it('is no value of an enum', async () => {
    for (const position of positions.filter(({ type }) => isEnumType(type))) {
      for (const [text] of UNSTORABLE) {
        expect(complaintsIn(await send(position, text))).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
      }
    }
  });

  it('is refused in the text of a query', async () => {
    for (const [text] of UNSTORABLE) {
      for (const query of [`{ dataset(id: "${text}") { id } }`, `{ viewer { id } } # ${text}`, text]) {
        const codes = complaintsIn(await app.ask(query)).map(({ code }) => code);
        expect([[], ['BAD_USER_INPUT']]).toContainEqual(codes);
      }
      expect(complaintsIn(await app.ask('{ dataset(id: "\\u0000") { id } }'))).toMatchObject([
        { code: 'BAD_USER_INPUT', message: 'id contains a NUL character; it must not.' },
      ]);
    }
  });

  it('is refused by the routes beside GraphQL', async () => {
    const refused = async (path: string, init: RequestInit, message: string) => {
      const response = await app.fetch(path, init);
      expect([response.status, await response.json()]).toEqual([400, { code: 'BAD_USER_INPUT', message }]);
    };
    const nul = 'contains a NUL character; it must not.';
    await refused('/uploads?filename=a%00.csv', { method: 'POST', body: 'a,b' }, `filename ${nul}`);
    await refused('/auth/link?token=%00', {}, `token ${nul}`);
    await refused('/churn-models/a%00/onnx', {}, `id ${nul}`);
    const json = { method: 'POST', headers: { 'content-type': 'application/json' } };
    await refused('/auth/session', { ...json, body: '{"apiKey":"\\u0000"}' }, `apiKey ${nul}`);
    await refused(
      '/auth/session',
      { ...json, body: '{"apiKey":"\\ud800"}' },
      'apiKey contains half of a surrogate pair; it must be well-formed Unicode.',
    );
    const twice = 'filename is given 2 times; it must be given once.';
    await refused('/uploads?filename=a&filename=b', { method: 'POST', body: 'a,b' }, twice);
  });
});

it('is refused as a name where nobody could see what it is', async () => {
  const isNew = ({ at, path }: Position) =>
    at.type === app.schema.getMutationType() && path.at(-1) === 'name' && !path.includes('columns');
  const names = ofType('String').filter(isNew);
  expect(names.map(({ at }) => at.field.name).sort()).toEqual([
    'createApiKey',
    'createCampaign',
    'importDataset',
    'renamePasskey',
    'renameSegment',
    'saveAudience',
  ]);
  for (const position of names) {
    const { query, variables } = operationWith(
      app.schema,
      shop,
      position,
      'abc\u202egnp.exe',
      'userErrors { code message }',
    );
    const complaints = complaintsIn(await app.ask(query, variables));
    expect(complaints, describePosition(position)).toMatchObject([
      {
        code: 'BAD_USER_INPUT',
        message:
          'name has the character U+202E, which nobody sees; it must have only characters that are shown.',
      },
    ]);
  }
});

describe('a value at the edge', () => {
  /** More than a socket takes. */
  const LONG = 'x'.repeat(300_000);
  const EDGES: Readonly<Record<string, readonly unknown[]>> = {
    Int: [-1, 0, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 1.5],
    Float: [-1, 0, 1, 1e308, -1e308, Number.MIN_VALUE, 2 ** 53, '0.5', null],
    String: ['', ' ', '\u{1f4a5}', LONG, null],
    ID: ['', ' ', '0', 7, LONG, null],
    Boolean: ['true', 1, null],
    DateTime: [
      '',
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '2199-02-30T00:00:00Z',
      '2199-06-30T23:59:60Z',
    ],
    Date: ['', '0000-01-01', '9999-12-31', '2199-02-30', '2024-1-1', null],
    JSONObject: [
      {},
      [],
      '',
      null,
      { visits: 1e15 },
      { visits: [[[]]] },
      { '': '' },
      nested(1000),
      nested(15),
    ],
  };

  function nested(levels: number): object {
    let value: object = {};
    for (let i = 0; i < levels; i++) value = { a: value };
    return value;
  }

  it('is taken, or refused with both sides', async () => {
    for (const [name, values] of Object.entries(EDGES)) {
      for (const position of ofType(name)) {
        for (const value of values) {
          const complaints = complaintsIn(await send(position, value));
          expectNoneOfOurs(complaints, position);
          for (const { message } of complaints) {
            expect(message, describePosition(position)).toMatch(BOTH_SIDES);
          }
        }
      }
    }
    await expectJobsWithoutFault();
  });

  it('is a number too large to be one', async () => {
    const at = (call: string) => `{ churnModel(id: "${shop.churnModel}") { ${call} { __typename } } }`;
    for (const call of [
      'confusionMatrix(threshold: 1e400)',
      'threshold(contactCost: -1e400, saveRate: 0.1)',
    ]) {
      const [complaint] = complaintsIn(await app.ask(at(call)));
      expect(complaint).toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(complaint!.message).toMatch(/^\w+ is -?Infinity; it must be a finite number\.$/);
    }
  });

  it('is a list of ten thousand', async () => {
    for (const position of positions.filter(({ path }) => path.includes('0'))) {
      const list = position.path.indexOf('0');
      const whole = { ...position, path: position.path.slice(0, list) };
      const single = operationWith(app.schema, shop, position, 'x').variables;
      const entry = position.path.slice(0, list + 1).reduce<unknown>((value, step) => {
        return (value as Record<string, unknown>)[step];
      }, single);
      for (const count of [0, 10_000]) {
        const answer = await send(whole, new Array(count).fill(entry));
        expectNoneOfOurs(complaintsIn(answer), position);
      }
    }
    await expectJobsWithoutFault();
  });
});

/** "k is 12; it must be 2..10.", or GraphQL's own words for a value that is not of its type. */
const BOTH_SIDES =
  /; |No \w+ has the id|No customer of the dataset has the id|cannot represent|must not be null|Expected/;
