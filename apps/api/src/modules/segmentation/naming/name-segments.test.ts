import { describe, expect, it } from 'vitest';
import { numberContrast, valueContrast } from './feature-contrast.test-support.js';
import { type NamelessSegment, nameSegments } from './name-segments.js';
import { findTraits } from './segment-traits.js';

function segment(...profile: NamelessSegment['profile']): NamelessSegment {
  return { size: 1100, share: 0.22, profile };
}

function nameOf(...profile: NamelessSegment['profile']): string {
  return nameSegments([segment(...profile)])[0]!.name;
}

describe('a segment is named', () => {
  it('by what sets it apart most, in words that a marketer uses', () => {
    const spends = ['MntWines', 'MntMeatProducts'].map((name) => numberContrast(name, 1.2));
    const children = numberContrast('Kidhome', -0.8, { mean: 0.05, overallMean: 0.45 });
    expect(nameOf(...spends, children, numberContrast('Recency', 0.1))).toBe('High spenders, no children');
  });

  it('by the stronger of two traits first', () => {
    const profile = [numberContrast('NumWebPurchases', 0.6), numberContrast('Recency', 1.4)];
    expect(nameOf(...profile)).toBe('Quiet lately, web shoppers');
  });

  it('with a later year of birth as younger, and a later first day as new', () => {
    const since = numberContrast('customer_since', 0.9, { type: 'DATE', mean: 19_000, overallMean: 18_000 });
    expect(nameOf(numberContrast('Year_Birth', 1.1), since)).toBe('Younger, new customers');
  });

  it('by a value that most of it has and fewer of the others', () => {
    expect(nameOf(valueContrast('Contract', 'Month-to-month', 0.9, 0.55))).toBe('Month-to-month contract');
    expect(nameOf(valueContrast('Marital_Status', 'Married', 0.9, 0.4))).toBe('Married');
    expect(nameOf(valueContrast('OnlineSecurity', 'No', 0.9, 0.5))).toBe('No online security');
    expect(nameOf(valueContrast('OnlineSecurity', 'Yes', 0.9, 0.3))).toBe('With online security');
  });

  it('never by a value that means "unknown", nor by a number that is a code', () => {
    expect(nameOf(valueContrast('poutcome', 'unknown', 1, 0.5), numberContrast('Region', 2))).toBe(
      'Close to the average',
    );
  });

  it('by the kind of spend if one stands out from the others', () => {
    const spends = [numberContrast('spend_wine', 2), numberContrast('spend_home', -0.3)];
    expect(nameOf(...spends)).toMatch(/^High wine spend/);
  });

  it('as close to the average if nothing sets it apart', () => {
    const [named] = nameSegments([segment(numberContrast('income', 0.1))]);
    expect(named).toEqual({
      name: 'Close to the average',
      description: 'Nothing sets them clearly apart from the average.',
    });
  });

  it('uniquely, by what tells those apart that are alike', () => {
    const alike = [numberContrast('income', 1), numberContrast('Recency', 0.8)];
    const names = nameSegments([
      segment(...alike, numberContrast('NumWebPurchases', 0.5)),
      segment(...alike, numberContrast('NumStorePurchases', 0.5)),
      segment(...alike, numberContrast('NumStorePurchases', 0.5)),
    ]).map(({ name }) => name);
    expect(names).toEqual(['High income, web shoppers', 'High income, store shoppers', 'High income']);
    const same = Array.from({ length: 3 }, () => segment(numberContrast('income', 1)));
    expect(nameSegments(same).map(({ name }) => name)).toEqual([
      'High income',
      'High income (2)',
      'High income (3)',
    ]);
  });

  it('otherwise than those whom a user gave a name', () => {
    const rich = segment(numberContrast('income', 1), numberContrast('Recency', 0.8));
    expect(nameSegments([rich], ['HIGH INCOME, quiet lately'])[0]!.name).toBe('High income');
  });

  it('in no more than 24 letters, by the words that fit', () => {
    const long = valueContrast('InternetService', 'Fiber optic', 0.95, 0.4);
    const contract = valueContrast('Contract', 'Month-to-month', 0.9, 0.55);
    expect(nameOf(long, contract)).toBe('Fiber optic internet');
    expect(nameOf(valueContrast('plan', 'Donaudampfschifffahrtsgesellschaft', 0.9, 0.1))).toBe(
      'Donaudampfschifffahrtsge',
    );
  });

  it('only by what is true of most of it, not by a few who raise the mean', () => {
    const few = numberContrast('MntWines', 1.5, { mean: 17, median: 4, overallMean: 10 });
    expect(nameOf(few, numberContrast('Recency', 0.5))).toBe('Quiet lately');
  });
});

describe('a segment that had a name', () => {
  const now = (strengths: readonly [income: number, recency: number, web: number]) =>
    segment(...strengths.map((z, i) => numberContrast(['income', 'Recency', 'NumWebPurchases'][i]!, z)));
  const rename = (earlierName: string, after: NamelessSegment) =>
    nameSegments([{ ...after, earlierName }])[0]!.name;

  it('keeps it while every part of it is true, though others are stronger now', () => {
    expect(nameSegments([now([1, 0.9, 0.8])])[0]!.name).toBe('High income, quiet lately');
    expect(rename('High income, quiet lately', now([0.8, 0.3, 1.1]))).toBe('High income, quiet lately');
  });

  it('loses it once a part of it is not', () => {
    expect(rename('High income, quiet lately', now([0.8, 0.1, 1.1]))).toBe('Web shoppers, high income');
    expect(rename('High income, quiet lately', now([0.8, -0.6, 0.2]))).toBe('High income, active lately');
    expect(rename('Close to the average', now([0.8, 0, 0]))).toBe('High income');
    expect(rename('Close to the average', now([0.1, 0, 0]))).toBe('Close to the average');
  });

  it('keeps it before others may take it', () => {
    const names = nameSegments([
      now([1.2, 1, 0]),
      { ...now([1, 0.9, 0.8]), earlierName: 'High income, quiet lately' },
    ]).map(({ name }) => name);
    expect(names).toEqual(['High income', 'High income, quiet lately']);
  });
});

describe('a description', () => {
  it('has the figures behind the name', () => {
    const income = numberContrast('Income', 1.3, { mean: 78_314.2, overallMean: 52_247.3 });
    expect(nameSegments([segment(income)])[0]!.description).toBe(
      'Income 78,314 on average, against 52,247 overall.',
    );
  });

  it('writes years without separators, dates as months, and shares as percentages', () => {
    const evidence = (...profile: NamelessSegment['profile']) => findTraits(profile)[0]!.evidence;
    const born = numberContrast('Year_Birth', -1, { mean: 1957.4, overallMean: 1968.8 });
    expect(evidence(born)).toBe('year birth 1957 on average, against 1969 overall');
    const since = numberContrast('customer_since', 1, { type: 'DATE', mean: 19_358, overallMean: 18_262 });
    expect(evidence(since)).toBe('customer since 2023-01 on average, against 2020-01 overall');
    const complain = numberContrast('Complain', 1, { type: 'BOOLEAN', mean: 0.09, overallMean: 0.01 });
    expect(evidence(complain)).toBe('complain for 9.0 %, against 1.0 % of all');
  });
});
