import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';

// pnpm --filter @holdfast/api sample-file FILE [CUSTOMERS] [SEED]: writes customers such as those of the sample, as many as are asked for, as a CSV.

const [file, customers = '60000', seed = '2026'] = process.argv.slice(2);
if (file === undefined) throw new Error('FILE is missing; it must be where to write');
const { customers: drawn } = generateSample({ size: Number(customers), seed: Number(seed) });
await pipeline(Readable.from(sampleCsv(drawn)), createWriteStream(file));
