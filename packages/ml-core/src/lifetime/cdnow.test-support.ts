import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicData } from '../model-selection/public-data.test-support.js';
import type { PurchaseValues } from './gamma-gamma.js';
import type { PurchaseHistories } from './purchase-histories.js';

const FILE = join(publicData, 'cdnow_sample.txt');
export const hasCdnow = existsSync(FILE);

/** Purchases of a day, and their days, of the 2,357 customers of the CDNOW sample, as the papers count them. */
export function readCdnow(): { histories: PurchaseHistories; values: PurchaseValues; later: Float64Array } {
  const byCustomer = new Map<string, Map<number, number>>();
  for (const line of readFileSync(FILE, 'utf8').trim().split('\n')) {
    const [, customer, date, , amount] = line.trim().split(/\s+/);
    const day = Date.parse(`${date!.slice(0, 4)}-${date!.slice(4, 6)}-${date!.slice(6)}`) / 86_400_000;
    const days = byCustomer.get(customer!) ?? new Map<number, number>();
    byCustomer.set(customer!, days.set(day, (days.get(day) ?? 0) + Number(amount)));
  }
  const end = Date.parse('1997-09-30') / 86_400_000;
  const rows = [...byCustomer.values()].map((days) => {
    const bought = [...days].sort(([a], [b]) => a - b);
    const [first] = bought[0]!;
    const repeats = bought.filter(([day]) => day > first && day <= end);
    const worth = repeats.reduce((sum, [, value]) => sum + value, 0);
    return {
      repeats: repeats.length,
      last: repeats.length === 0 ? 0 : (repeats.at(-1)![0] - first) / 7,
      age: (end - first) / 7,
      meanValue: repeats.length === 0 ? 0 : worth / repeats.length,
      later: bought.filter(([day]) => day > end).length,
    };
  });
  const column = (name: keyof (typeof rows)[number]) => Float64Array.from(rows, (row) => row[name]);
  return {
    histories: { repeats: column('repeats'), last: column('last'), age: column('age') },
    values: { purchases: column('repeats'), meanValue: column('meanValue') },
    later: column('later'),
  };
}
