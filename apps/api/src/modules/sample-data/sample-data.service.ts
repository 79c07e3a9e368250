import { Readable } from 'node:stream';
import type { Dataset, DatasetService } from '../datasets/index.js';
import type { Job } from '../jobs/index.js';
import { generateSample } from './generate-sample.js';
import { sampleCsv } from './sample-csv.js';

const NAME = 'Sample: a shop’s customers';
const FILE_NAME = 'sample-customers.csv';

/** Gives an installation without data something to look at. */
export class SampleDataService {
  constructor(private readonly datasets: DatasetService) {}

  /** Imports and analyses the sample by the way that a user's file takes. Null if there is a dataset already. */
  async importIntoEmpty(): Promise<{ dataset: Dataset; job: Job } | null> {
    const { totalCount } = await this.datasets.list(1);
    if (totalCount > 0) return null;
    const csv = Readable.from(sampleCsv(generateSample().customers));
    return this.datasets.importText(csv, { fileName: FILE_NAME, name: NAME, analyse: true });
  }
}
