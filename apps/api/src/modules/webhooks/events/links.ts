import { toGlobalId } from '../../../platform/graphql/global-id.js';

/** Where a receiver, or a person, reads more: addresses of this installation that take a key or a session. */
export class Links {
  constructor(private readonly publicUrl: string) {}

  /** A screen of the dashboard about a dataset. */
  screen(datasetId: string, name = ''): string {
    return `${this.publicUrl}/d/${toGlobalId('Dataset', datasetId)}${name && `/${name}`}`;
  }

  /** A report that whoever has the token may read. */
  report(token: string): string {
    return `${this.publicUrl}/reports/${token}`;
  }

  /** A list of customers as CSV, which needs the key of whoever reads it. */
  customers(datasetId: string, filter: object): string {
    const query = new URLSearchParams({ filter: JSON.stringify(filter) });
    return `${this.publicUrl}/datasets/${toGlobalId('Dataset', datasetId)}/customers.csv?${query}`;
  }
}
