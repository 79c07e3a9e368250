import { getOperationAST, type OperationTypeNode, parse } from 'graphql';
import type { English } from './messages';
import python from './program-python.txt?raw';
import typescript from './program-typescript.txt?raw';
import typescriptSubscription from './program-typescript-subscription.txt?raw';

/** What is asked, and where. */
export interface Asked {
  /** Where the server is, without a slash at its end. */
  readonly url: string;
  readonly query: string;
  /** Variables as JSON. */
  readonly variables: string;
}

/** The language of a snippet. */
export type Language = keyof English['program']['languages'];

/** A program that asks the same, with the key of HOLDFAST_KEY, to paste into a shell or a file. */
export function writeSnippet(language: Language, asked: Asked): string {
  return WRITERS[language]({ ...asked, kind: kindOf(asked.query), given: readVariables(asked.variables) });
}

interface Read extends Asked {
  readonly kind: `${OperationTypeNode}`;
  readonly given: object;
}

const WRITERS: Readonly<Record<Language, (asked: Read) => string>> = {
  curl: ({ url, query, given, kind }) => `${[
    `curl -sN '${url}${pathOf(kind)}'`,
    `-H "authorization: Bearer $HOLDFAST_KEY"`,
    `-H 'content-type: application/json'`,
    ...(kind === 'subscription' ? [`-H 'accept: text/event-stream'`] : []),
  ].join(' \\\n  ')} \\
  -d @- <<'JSON'
${JSON.stringify({ query, variables: given })}
JSON
`,
  typescript: ({ url, query, given, kind }) => {
    const text = query.trim().replaceAll(/[\\`]|\$\{/g, '\\$&');
    const call = `client.${CALLS[kind]}(\n  \`${text}\`,\n  ${indented(given)},\n)`;
    return fill(kind === 'subscription' ? typescriptSubscription : typescript, { url, call });
  },
  python: ({ url, query, given, kind }) =>
    fill(python, {
      url: `${url}${pathOf(kind)}`,
      query: inPython(query.trim()),
      variables: inPython(JSON.stringify(given, null, 2)),
      accept: kind === 'subscription' ? '\n        "accept": "text/event-stream",' : '',
    }),
};

const CALLS = { query: 'query', mutation: 'mutate', subscription: 'subscribe' } as const;

const pathOf = (kind: Read['kind']) => (kind === 'subscription' ? '/graphql/stream' : '/graphql');
const indented = (value: object) => JSON.stringify(value, null, 2).replaceAll('\n', '\n  ');
/** Within three double quotes. */
const inPython = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"');

/** A program with what is asked in its places; what is put there is not looked into. */
function fill(program: string, told: Readonly<Record<string, string>>): string {
  return program.replaceAll(/\{\{(\w+)\}\}/g, (_, place: string) => told[place] ?? '');
}

/** What cannot be read is taken for a query. */
function kindOf(query: string): Read['kind'] {
  try {
    return getOperationAST(parse(query))?.operation ?? 'query';
  } catch {
    return 'query';
  }
}

function readVariables(text: string): object {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}
