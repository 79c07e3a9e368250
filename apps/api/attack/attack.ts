/** What is attacked, and what an attacker may know of it. */
export interface Target {
  /** Where it listens, e.g. http://127.0.0.1:4000. */
  readonly url: string;
  /** Secrets of keys with these roles. */
  readonly admin: string;
  readonly viewer: string;
  /** Ids of what its one dataset holds: customers with a segmentation and a champion. */
  readonly datasetId: string;
  readonly segmentationId: string;
  readonly churnModelId: string;
  readonly jobId: string;
}

/** What came of an attack. */
export interface Outcome {
  /** What the server did, in some words. */
  readonly got: string;
  /** Whether that is what was expected. */
  readonly holds: boolean;
}

/** A bad input, or too much of a good one. */
export interface Attack {
  readonly name: string;
  /** What a server does that holds, in some words. */
  readonly expected: string;
  /** Tables in which it leaves something, as it should; default: none. */
  readonly leaves?: readonly string[];
  readonly run: (target: Target) => Promise<Outcome>;
}

/** What the server said to a request. */
export interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly bytes: number;
}

type Body = {
  code?: string;
  message?: string;
  errors?: { message: string; extensions?: { code?: string } }[];
};

/** Sends a request, and reads what is said first of its errors; code and message are empty where there is none. */
export async function send({ url }: Target, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url + path, init);
  const text = await response.text();
  const { code, message, errors } = readBody(text);
  return {
    status: response.status,
    code: code ?? errors?.[0]?.extensions?.code ?? '',
    message: message ?? errors?.[0]?.message ?? '',
    bytes: text.length,
  };
}

/** Asks GraphQL, as a VIEWER unless another secret is given. */
export function ask(
  target: Target,
  query: string,
  { variables = {}, secret = target.viewer }: { variables?: object; secret?: string } = {},
): Promise<Answer> {
  return sendJson(target, JSON.stringify({ query, variables }), secret);
}

/** Sends a body to GraphQL as it is. */
export function sendJson(target: Target, body: string, secret: string | null): Promise<Answer> {
  const authorization = secret === null ? {} : { authorization: `Bearer ${secret}` };
  return send(target, '/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body,
  });
}

/** An attack by one request that has to be refused with a code. */
export function refused(
  name: string,
  code: string,
  run: (target: Target) => Promise<Answer>,
  leaves: readonly string[] = [],
): Attack {
  return {
    name,
    expected: code,
    leaves,
    run: async (target) => {
      const answer = await run(target);
      return { got: describe(answer), holds: answer.code === code };
    },
  };
}

/** An attack by one request that does no harm, and is answered or refused, but not by a fault. */
export function harmless(name: string, run: (target: Target) => Promise<Answer>): Attack {
  return {
    name,
    expected: 'an answer',
    run: async (target) => {
      const answer = await run(target);
      return { got: describe(answer), holds: answer.status < 500 && answer.code !== 'INTERNAL' };
    },
  };
}

/** An answer in one line. */
export function describe({ status, code, message, bytes }: Answer): string {
  return code === '' ? `${status}, ${bytes} bytes` : `${status} ${code}: ${message.slice(0, 100)}`;
}

/** So many aliases of a field. */
export function aliases(count: number, field: string | ((i: number) => string)): string {
  return Array.from(
    { length: count },
    (_, i) => `a${i}: ${typeof field === 'string' ? field : field(i)}`,
  ).join(' ');
}

function readBody(text: string): Body {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}
