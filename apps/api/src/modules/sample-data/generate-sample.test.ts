import { describe, expect, it } from 'vitest';
import { generateSample } from './generate-sample.js';
import { SAMPLE_COLUMNS, sampleCsv } from './sample-csv.js';
import { SAMPLE_SEGMENTS } from './sample-segments.js';

const sample = generateSample();

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Chance that a random leaver has a higher planted probability than a random stayer, by counting every pair. */
function oracleAuc(): number {
  const of = (churned: boolean) =>
    sample.customers.flatMap((customer, row) =>
      customer.churned === churned ? [sample.truth.churnProbability[row]!] : [],
    );
  const stayers = of(false);
  const wins = of(true).map((leaver) => mean(stayers.map((stayer) => Number(leaver > stayer))));
  return mean(wins);
}

describe('the sample', () => {
  it('is the same for the same seed and differs for another seed', () => {
    expect(generateSample({ size: 50 })).toEqual(generateSample({ size: 50 }));
    expect(generateSample({ size: 50, seed: 1 }).customers).not.toEqual(
      generateSample({ size: 50 }).customers,
    );
  });

  it('has five thousand customers with ids of their own', () => {
    expect(sample.customers).toHaveLength(5000);
    expect(new Set(sample.customers.map((customer) => customer.id)).size).toBe(5000);
  });

  it('loses between 15 and 20 of 100 customers', () => {
    const rate = mean(sample.customers.map((customer) => Number(customer.churned)));
    expect(rate).toBeGreaterThan(0.15);
    expect(rate).toBeLessThan(0.2);
  });

  it('has as many leavers as the planted probabilities predict', () => {
    const expected = mean([...sample.truth.churnProbability]);
    const rate = mean(sample.customers.map((customer) => Number(customer.churned)));
    expect(Math.abs(rate - expected)).toBeLessThan(3 * Math.sqrt((expected * (1 - expected)) / 5000));
  });

  it('can be told apart by its own generating probability, but not perfectly', () => {
    const auc = oracleAuc();
    expect(auc).toBeGreaterThan(0.8);
    expect(auc).toBeLessThan(0.9);
  });

  it('holds every planted segment in about its planted share', () => {
    SAMPLE_SEGMENTS.forEach((segment, index) => {
      const share = sample.truth.segment.filter((drawn) => drawn === index).length / 5000;
      expect(Math.abs(share - segment.share)).toBeLessThan(0.02);
    });
  });

  it('has gaps in income and long tails in spend', () => {
    const gaps = sample.customers.filter((customer) => customer.income === null).length;
    expect(gaps).toBeGreaterThan(50);
    expect(gaps).toBeLessThan(250);
    const wine = sample.customers.map((customer) => customer.spend.wine).sort((a, b) => a - b);
    expect(mean(wine)).toBeGreaterThan(1.5 * wine[2500]!);
  });
});

describe('the sample as a CSV', () => {
  const lines = [...sampleCsv(sample.customers)];

  it('is a header and a line per customer, each with a field per column', () => {
    expect(lines).toHaveLength(5001);
    for (const line of lines) expect(line.split(',')).toHaveLength(SAMPLE_COLUMNS.length);
  });

  it('reveals nothing about what was planted', () => {
    expect(lines[0]).not.toMatch(/segment|probability/);
  });

  it('leaves an unknown income empty', () => {
    const row = sample.customers.findIndex((customer) => customer.income === null);
    expect(lines[row + 1]!.split(',')[SAMPLE_COLUMNS.indexOf('income')]).toBe('');
  });
});
