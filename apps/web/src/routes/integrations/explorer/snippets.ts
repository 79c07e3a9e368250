import { getOperationAST, type OperationTypeNode, parse } from 'graphql';

/** What is asked, and where. */
export interface Asked {
  /** Where the server is, without a slash at its end. */
  readonly url: string;
  readonly query: string;
  /** Variables as JSON. */
  readonly variables: string;
}

/** The languages of a snippet, and how each is called. */
export const LANGUAGES = { curl: 'curl', typescript: 'TypeScript', python: 'Python' } as const;
export type Language = keyof typeof LANGUAGES;

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
    return `// npm install @holdfast/schema graphql
import { createClient } from '@holdfast/schema/client';

const client = createClient({ url: '${url}', apiKey: process.env.HOLDFAST_KEY! });
${kind === 'subscription' ? `for await (const data of ${call}) console.log(data);` : `console.log(await ${call});`}
`;
  },
  python: ({ url, query, given, kind }) => `import json
import os
import urllib.request

query = """
${inPython(query.trim())}
"""
variables = json.loads("""
${inPython(JSON.stringify(given, null, 2))}
""")
request = urllib.request.Request(
    "${url}${pathOf(kind)}",
    data=json.dumps({"query": query, "variables": variables}).encode(),
    headers={
        "authorization": "Bearer " + os.environ["HOLDFAST_KEY"],
        "content-type": "application/json",${kind === 'subscription' ? '\n        "accept": "text/event-stream",' : ''}
    },
)
with urllib.request.urlopen(request) as response:
    for line in response:
        print(line.decode(), end="")
`,
};

const CALLS = { query: 'query', mutation: 'mutate', subscription: 'subscribe' } as const;

const pathOf = (kind: Read['kind']) => (kind === 'subscription' ? '/graphql/stream' : '/graphql');
const indented = (value: object) => JSON.stringify(value, null, 2).replaceAll('\n', '\n  ');
/** Within three double quotes. */
const inPython = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"');

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
