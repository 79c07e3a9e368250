import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';

const FOLDER = join(import.meta.dirname, '../../../../shared/data');

/** A set of customers that figures are shown on, and what is answered where the import and the training ask. */
export interface PublicSet {
  readonly name: string;
  /** Its bytes as a CSV file; null where ../shared/data is absent. */
  readonly read: () => string | Buffer | null;
  /** Roles other than the suggested ones. */
  readonly columns: readonly { readonly name: string; readonly role: string }[];
  readonly definition: object;
  /** The column that money is read from. */
  readonly money: string;
}

const fileOf = (name: string) => () => {
  const path = join(FOLDER, name);
  return existsSync(path) ? readFileSync(path) : null;
};

const marketing = {
  read: fileOf('marketing_campaign_comma_iso.csv'),
  columns: [
    { name: 'Response', role: 'CHURN_LABEL' },
    { name: 'MntWines', role: 'MONETARY_VALUE' },
  ],
  money: 'MntWines',
};

/** Four public sets, one of them with both answers to what its yes means, and the generated sample. */
export const PUBLIC_SETS: readonly PublicSet[] = [
  {
    name: 'Telco',
    read: fileOf('telco_ibm.csv'),
    columns: [
      { name: 'TotalCharges', role: 'FEATURE' },
      { name: 'MonthlyCharges', role: 'MONETARY_VALUE' },
    ],
    definition: { labelColumn: 'Churn' },
    money: 'MonthlyCharges',
  },
  {
    name: 'marketing, yes is an answer',
    ...marketing,
    definition: { labelColumn: 'Response', positiveValues: ['true'], event: 'RESPONDED' },
  },
  {
    name: 'marketing, yes is leaving',
    ...marketing,
    definition: { labelColumn: 'Response', positiveValues: ['true'], event: 'LEFT' },
  },
  {
    name: 'iranian',
    read: fileOf('iranian_churn.csv'),
    columns: [{ name: 'Customer Value', role: 'MONETARY_VALUE' }],
    definition: { labelColumn: 'Churn' },
    money: 'Customer Value',
  },
  {
    name: 'bank',
    read: fileOf('bank_marketing_full.csv'),
    columns: [
      { name: 'deposit', role: 'CHURN_LABEL' },
      // How long the call took that sold it is known only after the sale.
      { name: 'duration', role: 'IGNORED' },
      { name: 'balance', role: 'MONETARY_VALUE' },
    ],
    definition: { labelColumn: 'deposit', positiveValues: ['true'], event: 'RESPONDED' },
    money: 'balance',
  },
  {
    name: 'the sample',
    read: () => [...sampleCsv(generateSample().customers)].join(''),
    columns: [],
    definition: { labelColumn: 'churned' },
    money: 'spend_total',
  },
];
