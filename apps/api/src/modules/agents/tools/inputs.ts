import { z } from 'zod';

/** Inputs that several tools share. */
export const datasetId = z.string().describe('The id of a dataset, from list_datasets.');
export const externalId = z.string().describe("The customer's id in the owner's own systems.");
export const first = z.number().int().min(1).max(100).describe('How many, 1..100.');
export const after = z
  .string()
  .optional()
  .describe('endCursor of the page before, to read on; left out for the first page.');
