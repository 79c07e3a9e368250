import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureColumn, FeatureTable } from '@holdfast/ml-core';
import { drawSample } from './sample-table.js';

const shared = join(import.meta.dirname, '../../../../shared/data');

/** Customers, and what came of each of them. */
export interface Labelled {
  readonly table: FeatureTable;
  readonly y: Float64Array;
}

/** The sample and, where ../shared/data is, four public sets, by their names. */
export function labelledSets(): Record<string, Labelled> {
  const { table, y } = drawSample(5000, 7);
  const sample = { table, y: Float64Array.from(y) };
  if (!existsSync(shared)) return { sample };
  return {
    sample,
    telco: read('telco_ibm.csv', 'Churn', 'Yes', ['customerID']),
    iranian: read('iranian_churn.csv', 'Churn', '1', []),
    bank: read('bank_marketing_full.csv', 'deposit', 'yes', ['duration']),
    marketing: read('marketing_campaign_comma_iso.csv', 'Response', '1', ['ID']),
  };
}

/** Reads a file without quotes. */
function read(file: string, label: string, yes: string, without: readonly string[]): Labelled {
  const text = readFileSync(join(shared, file), 'latin1').trim();
  const [names, ...cells] = text.split(/\r?\n/).map((line) => line.split(',').map((cell) => cell.trim()));
  const columns = names!.flatMap((name, at) =>
    name === label || without.includes(name) ? [] : [toColumn(name, cells, at)],
  );
  const y = Float64Array.from(cells, (row) => Number(row[names!.indexOf(label)] === yes));
  return { table: { rows: y.length, columns }, y };
}

function toColumn(name: string, cells: readonly string[][], at: number): FeatureColumn {
  const texts = cells.map((row) => row[at]!);
  const values = Float64Array.from(texts, (text) => (text === '' ? Number.NaN : Number(text)));
  if (texts.every((text, i) => text === '' || !Number.isNaN(values[i])))
    return { kind: 'numeric', name, values };
  const levels = [...new Set(texts.filter((text) => text !== ''))].sort();
  return { kind: 'categorical', name, levels, codes: Int32Array.from(texts, (text) => levels.indexOf(text)) };
}
