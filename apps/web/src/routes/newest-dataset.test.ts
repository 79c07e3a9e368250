import { describe, expect, it } from 'vitest';
import { newestDataset } from './newest-dataset';

const dataset = (createdAt: string, status = 'READY') => ({ id: createdAt, status, createdAt });

describe('the dataset to open first', () => {
  it('is the newest that is ready', () => {
    const datasets = [dataset('2026-01-01'), dataset('2026-03-01', 'IMPORTING'), dataset('2026-02-01')];
    expect(newestDataset(datasets)?.id).toBe('2026-02-01');
  });

  it('is one that is still importing where none is ready', () => {
    expect(newestDataset([dataset('2026-03-01', 'IMPORTING')])?.id).toBe('2026-03-01');
  });

  it('is none of none', () => {
    expect(newestDataset([])).toBeUndefined();
  });
});
