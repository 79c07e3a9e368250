import { describe, expect, it } from 'vitest';
import type { DatasetColumn } from '../../datasets/index.js';
import { columnPresets } from './column-presets.js';

const column = (name: string, facts: Partial<DatasetColumn> = {}) =>
  ({ name, type: 'NUMBER', role: 'FEATURE', ...facts }) as DatasetColumn;

const presetsOf = (columns: DatasetColumn[]) =>
  Object.fromEntries(columnPresets(columns).map((preset) => [preset.name, preset.columns]));

describe('presets of columns', () => {
  const columns = [
    column('customer_id', { role: 'CUSTOMER_ID' }),
    column('Income'),
    column('Education', { type: 'CATEGORY' }),
    column('Recency'),
    column('MntWines'),
    column('NumWebPurchases'),
    column('total_orders'),
    column('clv', { role: 'MONETARY_VALUE' }),
    column('remarks', { type: 'TEXT' }),
  ];

  it('tell what customers do from who they are, and name what says when, how often and for how much', () => {
    expect(presetsOf(columns)).toEqual({
      Behaviour: ['Recency', 'MntWines', 'NumWebPurchases', 'total_orders'],
      'Recency, frequency, value': ['Recency', 'total_orders', 'clv'],
      Everything: ['Income', 'Education', 'Recency', 'MntWines', 'NumWebPurchases', 'total_orders'],
    });
  });

  it('are absent where there are fewer than two columns of them', () => {
    expect(presetsOf([column('Income'), column('Age'), column('visits')])).toEqual({
      Everything: ['Income', 'Age', 'visits'],
    });
  });
});
