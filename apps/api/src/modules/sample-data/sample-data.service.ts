import { Readable } from 'node:stream';
import type { CallContext } from '../../platform/call/call-context.js';
import { inTurn } from '../../platform/database/in-turn.js';
import type { Dataset, DatasetService, ImportService } from '../datasets/index.js';
import type { Job } from '../jobs/index.js';
import { generateSample } from './generate-sample.js';
import { sampleCsv } from './sample-csv.js';

const NAME = 'Sample: a shop’s customers';
const FILE_NAME = 'sample-customers.csv';

/** Gives an installation without data a sample to explore. */
export class SampleDataService {
  /** `url` names the database of the datasets. */
  constructor(
    private readonly datasets: DatasetService,
    private readonly imports: ImportService,
    private readonly url: string,
  ) {}

  /** Imports and analyses the sample just like a user's file. Null if there already is a dataset. */
  async importIntoEmpty(call: CallContext): Promise<{ dataset: Dataset; job: Job } | null> {
    return inTurn(this.url, 'sampleData', async () => {
      const { totalCount } = await this.datasets.list(call, 1);
      if (totalCount > 0) return null;
      const csv = Readable.from(sampleCsv(generateSample().customers));
      return this.imports.importText(call, csv, { fileName: FILE_NAME, name: NAME, analyse: true });
    });
  }
}
