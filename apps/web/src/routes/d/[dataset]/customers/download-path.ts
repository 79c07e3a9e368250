import type { Condition } from '#lib/customers/conditions.ts';

/** A list as it is to be written. */
export interface WantedFile {
  readonly filter: object;
  readonly order: string;
  /** What the list is, for the name of the file. */
  readonly name: string;
  readonly form: 'csv' | 'comma' | 'parquet' | 'mail';
  /** The columns beside the id; null for all, with segment and score. */
  readonly columns: readonly string[] | null;
}

/** The address that a list is downloaded from. */
export function downloadPath(datasetId: string, { filter, order, name, form, columns }: WantedFile): string {
  const params = new URLSearchParams({ filter: JSON.stringify(filter), orderBy: order, list: name });
  if (columns !== null) params.set('columns', JSON.stringify(columns));
  if (form === 'comma') params.set('decimal', ',');
  return `/datasets/${datasetId}/customers.${form === 'parquet' ? 'parquet' : 'csv'}?${params}`;
}

/** Whether a column has addresses for mail, by its name. */
export function mailLike(name: string): boolean {
  return /e-?mail/i.test(name);
}

/** Who may be written to: those with an address who said yes, where a column tells. */
export function mailConditions(mail: string, consent: string): Condition[] {
  const known: Condition = { column: mail, operator: 'IS_KNOWN', value: null };
  return consent === '' ? [known] : [known, { column: consent, operator: 'EQ', value: 'true' }];
}
