import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type FeatureColumn, type FeatureTable, takeTableRows } from '../preprocessing/feature-table.js';
import { duplicateGroups } from './duplicate-groups.js';

/** Where the public data lies, beside the repository; see its README for sources and licences. */
export const publicData = fileURLToPath(
  new URL('../shared/data/', findRepository(new URL('.', import.meta.url))),
);

/** The folder above `start` that holds the workspace, wherever this file was compiled to. */
function findRepository(start: URL): URL {
  if (existsSync(new URL('pnpm-workspace.yaml', start)) || start.pathname === '/') return start;
  return findRepository(new URL('..', start));
}

interface PublicSet {
  readonly file: string;
  readonly label: string;
  readonly positive: string;
  readonly without: readonly string[];
  readonly distinct?: true;
}

/** Churn-like sets, each with its label and the columns that are no feature: ids, and what is known only afterwards. */
export const publicSets = {
  telco: { file: 'telco_ibm.csv', label: 'Churn', positive: 'Yes', without: ['customerID'] },
  iranian: { file: 'iranian_churn.csv', label: 'Churn', positive: '1', without: [], distinct: true },
  marketing: { file: 'marketing_campaign_comma_iso.csv', label: 'Response', positive: '1', without: ['ID'] },
  bank: { file: 'bank_marketing_full.csv', label: 'deposit', positive: 'yes', without: ['duration'] },
} satisfies Record<string, PublicSet>;

/** Reads a set as an import would hand it over: numbers, dates as days, everything else as levels. */
export function readPublicSet(set: PublicSet, folder = publicData): { table: FeatureTable; y: Uint8Array } {
  const lines = readFileSync(folder + set.file, 'utf8')
    .trim()
    .split(/\r?\n/);
  const [names, ...rows] = lines.map((line) => line.split(',').map((cell) => cell.trim()));
  const y = Uint8Array.from(rows, (row) => (row[names!.indexOf(set.label)] === set.positive ? 1 : 0));
  const columns = names!.flatMap((name, at) =>
    name === set.label || set.without.includes(name)
      ? []
      : [
          readColumn(
            name,
            rows.map((row) => row[at]!),
          ),
        ],
  );
  const table = { rows: rows.length, columns };
  if (!set.distinct) return { table, y };
  const first = duplicateGroups(table);
  const kept = Int32Array.from(first.keys()).filter((i) => first[i] === i);
  return { table: takeTableRows(table, kept), y: Uint8Array.from(kept, (i) => y[i]!) };
}

function readColumn(name: string, cells: string[]): FeatureColumn {
  const isDate = cells.every((cell) => /^\d{4}-\d\d-\d\d$/.test(cell));
  const values = Float64Array.from(cells, (cell) =>
    cell === '' ? Number.NaN : isDate ? Date.parse(cell) / 86_400_000 : Number(cell),
  );
  if (cells.every((cell, i) => cell === '' || !Number.isNaN(values[i])))
    return { kind: 'numeric', name, values };
  const levels = [...new Set(cells.filter((cell) => cell !== ''))].sort();
  return { kind: 'categorical', name, levels, codes: Int32Array.from(cells, (cell) => levels.indexOf(cell)) };
}
