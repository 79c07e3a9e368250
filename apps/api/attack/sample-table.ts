import type { FeatureColumn, FeatureTable } from '@holdfast/ml-core';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';

/** Invented customers of the product's sample, as many and by the seed that is asked for, with who left. */
export function drawSample(size: number, seed: number): { table: FeatureTable; y: Uint8Array } {
  const [head, ...lines] = [...sampleCsv(generateSample({ size, seed }).customers)].map((line) =>
    line.trim().split(','),
  );
  const cellsOf = (name: string) => lines.map((line) => line[head!.indexOf(name)]!);
  const features = head!.filter((name) => !['customer_id', 'churned'].includes(name));
  const columns = features.map((name) => readColumn(name, cellsOf(name)));
  const y = Uint8Array.from(cellsOf('churned'), (cell) => Number(cell === 'yes'));
  return { table: { rows: size, columns }, y };
}

function readColumn(name: string, cells: readonly string[]): FeatureColumn {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(cells[0]!);
  const values = Float64Array.from(cells, (cell) =>
    cell === '' ? Number.NaN : isDay ? Date.parse(cell) / 86_400_000 : Number(cell),
  );
  if (cells.every((cell, i) => cell === '' || !Number.isNaN(values[i])))
    return { kind: 'numeric', name, values };
  const levels = [...new Set(cells.filter((cell) => cell !== ''))].sort();
  return { kind: 'categorical', name, levels, codes: Int32Array.from(cells, (cell) => levels.indexOf(cell)) };
}
