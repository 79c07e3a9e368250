import { type Answer, type Client, HoldfastError, RequestError } from '@holdfast/schema/client';
import { getOperationAST, OperationTypeNode, parse } from 'graphql';
import { say } from './messages';

/** What came of an operation: an answer as it came, or, instead of one, why there is none. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer<unknown> }
  | { readonly kind: 'failure'; readonly message: string; readonly language: 'en' | undefined };

/** Runs what somebody wrote: one outcome of a query or a mutation, one for each event of a subscription. */
export async function* runOperation(
  client: Client,
  query: string,
  variables: string,
  signal: AbortSignal,
): AsyncGenerator<Outcome, void, void> {
  try {
    const given = readVariables(variables);
    if (!isSubscription(query)) {
      yield { kind: 'answer', answer: await client.ask(query, given, { signal }) };
      return;
    }
    for await (const data of client.subscribe(query, given, { signal })) {
      yield { kind: 'answer', answer: { data } };
    }
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof RequestError) yield { kind: 'answer', answer: { errors: error.errors } };
    else if (error instanceof HoldfastError)
      yield { kind: 'failure', message: error.message, language: 'en' };
    else if (error instanceof SyntaxError)
      yield { kind: 'failure', message: error.message, language: undefined };
    else throw error;
  }
}

/** @throws SyntaxError if the text is no JSON object */
function readVariables(text: string): Record<string, unknown> {
  const read: unknown = text.trim() === '' ? {} : parseJson(text);
  if (typeof read === 'object' && read !== null && !Array.isArray(read))
    return read as Record<string, unknown>;
  throw new SyntaxError(say().ask.noObject);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(say().ask.noJson((error as Error).message));
  }
}

/** What cannot be read is sent, and the server says what is wrong with it. */
function isSubscription(query: string): boolean {
  try {
    return getOperationAST(parse(query))?.operation === OperationTypeNode.SUBSCRIPTION;
  } catch {
    return false;
  }
}
