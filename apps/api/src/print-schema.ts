import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaOf, createSlices, databaseParts } from './app.js';
import { readConfig } from './platform/config.js';
import { createDataSource } from './platform/database/data-source.js';
import { LocalFiles } from './platform/files/local-files.js';
import { createLogger } from './platform/logger.js';

/** The path of the printed schema for integrators. */
export const SCHEMA_FILE = join(import.meta.dirname, '../../../packages/schema/schema.graphql');

/** Prints the schema in alphabetical order; constructs every slice but connects to nothing. */
export async function printApiSchema(): Promise<string> {
  const { limits, publicUrl, openId, webhookAllow } = readConfig({});
  const url = 'postgres://localhost/none';
  const slices = createSlices({
    dataSource: createDataSource(url, databaseParts),
    url,
    storage: { dataDir: '', uploads: '', files: new LocalFiles(''), isRemote: false },
    logger: createLogger('silent'),
    engine: { kind: 'local' },
    limits,
    publicUrl,
    openId,
    webhookAllow,
  });
  const schema = await buildSchemaOf(slices);
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

if (process.argv[2] === '--write') {
  writeFileSync(SCHEMA_FILE, await printApiSchema());
  console.log(`Wrote ${SCHEMA_FILE}`);
}
