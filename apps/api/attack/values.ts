import { createApiClient } from '../test/client.js';
import { type Answer, type Attack, aliases, ask, refused, type Target } from './attack.js';

/** Texts that have broken something somewhere. */
const TEXTS: Readonly<Record<string, string>> = {
  NUL: 'a\0b',
  'half a surrogate pair': 'a\ud800b',
};

const ENDLESS = 'x'.repeat(1_000_000);

/** A mutation's answer, the code of a user error taken for that of an error. */
async function mutate(target: Target, field: string, input: object, inputType: string): Promise<Answer> {
  const query = `mutation ($input: ${inputType}!) { ${field}(input: $input) { userErrors { code message } } }`;
  const response = await fetch(`${target.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${target.admin}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as {
    data?: Record<string, { userErrors: { code: string; message: string }[] } | null> | null;
    errors?: { message: string; extensions: { code: string } }[];
  };
  const error = data?.[field]?.userErrors[0] ?? { code: errors?.[0]?.extensions.code, ...errors?.[0] };
  return {
    status: response.status,
    code: error?.code ?? '',
    message: error?.message ?? '',
    bytes: text.length,
  };
}

const upsert = (target: Target, attributes: object, externalId = 'attacker') =>
  mutate(
    target,
    'upsertCustomers',
    { datasetId: target.datasetId, customers: [{ externalId, attributes }] },
    'UpsertCustomersInput',
  );

/** Values that no figure survives, and texts that no database takes. */
export const values: readonly Attack[] = [
  ...[1e200, -1e300, 2 ** 53 + 2, 'many', '1e400', true, [], {}].map((value) =>
    refused(`a number that is ${JSON.stringify(value)}`, 'BAD_USER_INPUT', (target) =>
      upsert(target, { income: value }),
    ),
  ),
  ...['0020-01-31', '2021-02-29', '+275760-09-13', '99999-01-01', 7].map((value) =>
    refused(`a date that is ${JSON.stringify(value)}`, 'BAD_USER_INPUT', (target) =>
      upsert(target, { customer_since: value }),
    ),
  ),
  refused('a text of a million characters', 'BAD_USER_INPUT', (target) =>
    upsert(target, { education: ENDLESS }),
  ),
  refused('a column that there is not', 'UNKNOWN_COLUMN', (target) => upsert(target, { constructor: 1 })),
  refused('an id of a million characters', 'BAD_USER_INPUT', (target) => upsert(target, {}, ENDLESS)),
  refused('an empty id', 'BAD_USER_INPUT', (target) => upsert(target, {}, '')),
  ...Object.entries(TEXTS).flatMap(([name, text]) => [
    refused(`an id with ${name}`, 'BAD_USER_INPUT', (target) => upsert(target, {}, text)),
    refused(`a search for ${name}`, 'BAD_USER_INPUT', (target) =>
      ask(
        target,
        'query ($d: ID!, $s: String) { customers(datasetId: $d, filter: { search: $s }) { totalCount } }',
        { variables: { d: target.datasetId, s: text } },
      ),
    ),
    refused(`a key called ${name}`, 'BAD_USER_INPUT', (target) =>
      mutate(target, 'createApiKey', { name: text, role: 'VIEWER' }, 'CreateApiKeyInput'),
    ),
  ]),
  ...[0, 101, -1, 2 ** 31].map((first) =>
    refused(`a page of ${first}`, 'BAD_USER_INPUT', (target) =>
      ask(target, `{ customers(datasetId: "${target.datasetId}", first: ${first}) { totalCount } }`),
    ),
  ),
  ...['', 'x', 'MTIz', "' or 1=1 --", '\u{1f4a9}'].map((cursor) =>
    refused(`the cursor "${cursor}"`, 'BAD_CURSOR', (target) =>
      ask(
        target,
        'query ($d: ID!, $c: String) { customers(datasetId: $d, after: $c) { totalCount edges { cursor } } }',
        {
          variables: { d: target.datasetId, c: cursor },
        },
      ),
    ),
  ),
  refused('an id of another type', 'NOT_FOUND', (target) =>
    ask(target, `{ customers(datasetId: "${target.segmentationId}") { totalCount } }`),
  ),
  refused('a mutation by a VIEWER', 'FORBIDDEN', (target) =>
    ask(
      target,
      `mutation { upsertCustomers(input: { datasetId: "${target.datasetId}", customers: [] }) { created } }`,
    ),
  ),
  refused('200 aliases of an upsert of 1,000 customers, by one variable', 'QUERY_TOO_COSTLY', (target) => {
    const customers = Array.from({ length: 1000 }, (_, i) => ({ externalId: `many${i}`, attributes: {} }));
    const query = `mutation ($i: UpsertCustomersInput!) { ${aliases(200, 'upsertCustomers(input: $i) { created }')} }`;
    const variables = { i: { datasetId: target.datasetId, customers } };
    return ask(target, query, { variables, secret: target.admin });
  }),
  ...['abc\u202egnp.exe', 'red\u001b[31m', 'two\nlines', '\u200b'].map((name) =>
    refused(`a key called ${JSON.stringify(name)}`, 'BAD_USER_INPUT', (target) =>
      mutate(target, 'createApiKey', { name, role: 'VIEWER' }, 'CreateApiKeyInput'),
    ),
  ),
  {
    name: '100 aliases of a training',
    expected: '20 are begun, the others TOO_MANY_JOBS',
    // Those that are done before they are cancelled, too.
    leaves: ['churn_artefacts', 'churn_contributions', 'churn_models', 'churn_scores', 'datasets', 'jobs'],
    run: async (target) => {
      const query = `mutation { ${aliases(100, `trainChurnModel(input: { datasetId: "${target.datasetId}", algorithm: LOGISTIC_REGRESSION }) { job { id } userErrors { code } }`)} }`;
      type Begun = { job: { id: string } | null; userErrors: { code: string }[] };
      const { data } = await createApiClient(target.url, target.admin).ask<Record<string, Begun>>(query);
      const answers = Object.values(data ?? {});
      const begun = answers.flatMap(({ job }) => job ?? []);
      const tooMany = answers.filter(({ userErrors }) => userErrors[0]?.code === 'TOO_MANY_JOBS').length;
      await ask(
        target,
        `mutation { ${aliases(begun.length, (i) => `cancelJob(input: { jobId: "${begun[i]!.id}" }) { job { id } }`)} }`,
        {
          secret: target.admin,
        },
      );
      const holds = begun.length + tooMany === 100 && begun.length >= 20 && begun.length <= 25;
      return { got: `${begun.length} begun, ${tooMany} TOO_MANY_JOBS`, holds };
    },
  },
];
