import { describe, expect, it } from 'vitest';
import { riskBandOf } from './risk-band.js';

describe('risk bands', () => {
  const levels = { decisionThreshold: 0.3, churnRate: 0.2 };

  it.each([
    [0.19, 'LOW'],
    [0.2, 'MEDIUM'],
    [0.29, 'MEDIUM'],
    [0.3, 'HIGH'],
  ] as const)('put %d into %s', (probability, band) => {
    expect(riskBandOf(probability, levels)).toBe(band);
  });

  it('are HIGH from the threshold up, even below the average rate', () => {
    expect(riskBandOf(0.15, { decisionThreshold: 0.1, churnRate: 0.2 })).toBe('HIGH');
  });
});
