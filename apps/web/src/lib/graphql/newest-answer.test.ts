import { Client, cacheExchange, fetchExchange, gql } from '@urql/core';
import { describe, expect, it } from 'vitest';
import { newestAnswerExchange } from './newest-answer';

const SEGMENTATION = gql`query { segmentation { id selectedK } }`;
const SELECT_K = gql`mutation { selectK { segmentation { id selectedK } } }`;

const segmentation = (selectedK: number) => ({ __typename: 'Segmentation', id: '1', selectedK });

/** A client whose requests are answered by the test, one by one. */
function heldClient() {
  const answers: ((data: unknown) => void)[] = [];
  const fetch = () =>
    new Promise<Response>((resolve) => {
      answers.push((data) => resolve(Response.json({ data })));
    });
  const exchanges = [cacheExchange, newestAnswerExchange, fetchExchange];
  return { answers, client: new Client({ url: 'http://api', preferGetMethod: false, fetch, exchanges }) };
}

describe('a query that is asked again', () => {
  it('shows what its newest request answers, though an older one answers later', async () => {
    const { answers, client } = heldClient();
    const shown: number[] = [];
    const ask = () => client.query(SEGMENTATION, {}, { requestPolicy: 'network-only' });
    ask().subscribe(({ data }) => data && shown.push(data.segmentation.selectedK));
    await expect.poll(() => answers.length).toBe(1);
    answers[0]!({ segmentation: segmentation(3) });
    await expect.poll(() => shown).toEqual([3]);

    // Asked again, and the answer takes its time.
    ask().subscribe(() => undefined);
    await expect.poll(() => answers.length).toBe(2);
    const mutation = client.mutation(SELECT_K, {}).toPromise();
    await expect.poll(() => answers.length).toBe(3);
    answers[2]!({ selectK: { __typename: 'Payload', segmentation: segmentation(10) } });
    await mutation;
    await expect.poll(() => answers.length).toBe(4);
    answers[3]!({ segmentation: segmentation(10) });
    await expect.poll(() => shown.at(-1)).toBe(10);

    answers[1]!({ segmentation: segmentation(3) });
    const later = client.query(gql`query { viewer { id } }`, {}).toPromise();
    await expect.poll(() => answers.length).toBe(5);
    answers[4]!({ viewer: null });
    await later;
    expect(shown.at(-1)).toBe(10);
  });
});
