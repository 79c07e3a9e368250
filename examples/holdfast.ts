import type { ResultOf, VariablesOf } from '@holdfast/schema';
import { type DocumentNode, print } from 'graphql';

const url = process.env.HOLDFAST_URL ?? 'http://127.0.0.1:4000';

/** Sends a typed document and answers with its typed data; an error of the request is thrown. */
export async function ask<Document extends DocumentNode>(
  document: Document,
  variables: VariablesOf<Document>,
): Promise<ResultOf<Document>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.HOLDFAST_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data, errors } = (await response.json()) as {
    data?: ResultOf<Document>;
    errors?: { message: string }[];
  };
  if (errors || !data) throw new Error(errors?.map(({ message }) => message).join('\n') ?? 'No answer');
  return data;
}
