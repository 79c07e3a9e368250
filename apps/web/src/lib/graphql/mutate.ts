import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { api } from './api';
import { describeFailure, type Failure, toFailure } from './failure';
import { say } from './messages';

/** What every mutation's payload has: the errors of the form. */
interface Payload {
  readonly userErrors: readonly {
    readonly message: string;
    readonly code: string;
    readonly field: readonly string[] | null;
  }[];
}

/** Either the payload, or why there is none. */
export type Outcome<Value> =
  | { readonly payload: Value; readonly failure: undefined }
  | { readonly payload: undefined; readonly failure: Failure };

/** Runs a mutation with one payload; errors of the request and of the form come back as one failure. */
export async function mutate<Value extends Payload, Variables extends AnyVariables>(
  document: TypedDocumentNode<Record<string, Value>, Variables>,
  variables: Variables,
): Promise<Outcome<Value>> {
  const { data, error } = await api.mutation(document, variables);
  if (error) return { payload: undefined, failure: toFailure(error) };
  const payload = data && Object.values(data).find((value) => typeof value === 'object');
  if (!payload) return { payload: undefined, failure: describeFailure('INTERNAL', say().empty) };
  const [first] = payload.userErrors;
  if (first) return { payload: undefined, failure: describeFailure(first.code, first.message, first.field) };
  return { payload, failure: undefined };
}
