import { createClient } from '@holdfast/schema/client';

/** The server of HOLDFAST_URL, asked with the key of HOLDFAST_KEY. */
export const client = createClient({
  url: process.env.HOLDFAST_URL ?? 'http://127.0.0.1:4000',
  apiKey: process.env.HOLDFAST_KEY!,
});
