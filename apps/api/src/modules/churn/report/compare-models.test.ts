import { createRandom } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { compareModels, isWorse } from './compare-models.js';

const ROWS = 800;
const random = createRandom(5);
const truth = Float64Array.from({ length: ROWS }, () => random.next());
const left = Uint8Array.from(truth, (p) => Number(random.next() < p));
/** Probabilities that know less of the truth the more noise there is. */
const blurred = (noise: number) =>
  truth.map((p) => {
    const logOdds = Math.log(p / (1 - p)) * (1 - noise) + noise * random.normal();
    return 1 / (1 + Math.exp(-logOdds));
  });
const good = blurred(0.2);
const weak = blurred(0.8);
const versions = { champion: 3, challenger: 4 };

describe('a challenger', () => {
  it('is better where it is so by more than chance, and says by how much', () => {
    const found = compareModels({ left, champion: weak, challenger: good }, versions);
    expect(found).toMatchObject({ rows: ROWS, better: true });
    expect(found.rocAucDifference.low).toBeGreaterThan(0);
    expect(found.brierDifference.high).toBeLessThan(0);
    expect(found.sentence).toMatch(
      /^On the same 800 customers, which neither had seen, version 4 has, beside version 3, an AUC of 0\.\d{3} instead of 0\.\d{3} \(difference \+0\.\d{3}, 95 % interval \+0\.\d{3} to \+0\.\d{3}\) and a Brier score of 0\.\d{3} instead of 0\.\d{3} \(difference −0\.\d{3}, 95 % interval −0\.\d{3} to −0\.\d{3}; lower is better\): version 4 is better by more than chance\.$/,
    );
  });

  it('that is worse waits', () => {
    const found = compareModels({ left, champion: good, challenger: weak }, versions);
    expect(found.better).toBe(false);
    expect(found.sentence).toContain(
      'version 4 is worse by more than chance, so it did not become champion by itself.',
    );
  });

  it('that is as good waits, the same one as well', () => {
    for (const challenger of [
      good,
      good.map((p) => Math.min(0.999, Math.max(0.001, p + 0.01 * random.normal()))),
    ]) {
      const found = compareModels({ left, champion: good, challenger }, versions);
      expect(found.better).toBe(false);
      expect(found.sentence).toContain('version 4 is not better by more than chance');
    }
  });

  it('that is as good is promoted in five of a hundred cases at most', () => {
    const promoted = Array.from({ length: 100 }, () =>
      compareModels({ left, champion: blurred(0.5), challenger: blurred(0.5) }, versions),
    ).filter(({ better }) => better);
    expect(promoted.length).toBeLessThanOrEqual(5);
  });

  it('that is as good is said to be no worse where the champion no longer holds what it promised', () => {
    const as = good.map((p) => Math.min(0.999, Math.max(0.001, p + 0.01 * random.normal())));
    const found = compareModels({ left, champion: good, challenger: as }, { ...versions, relieves: true });
    expect(isWorse(found)).toBe(false);
    expect(found.sentence).toContain(
      'version 4 is not worse by more than chance, while version 3 no longer holds what it promised.',
    );
    const worse = compareModels({ left, champion: good, challenger: weak }, { ...versions, relieves: true });
    expect(isWorse(worse)).toBe(true);
    expect(worse.sentence).toContain('version 4 is worse by more than chance');
  });

  it('that ranks alike is better where its probabilities come truer, and not where they come less true', () => {
    const bold = good.map((p) => Math.min(1, p * 1.6));
    const overdone = { left, champion: bold, challenger: bold.map((p) => p / 1.6) };
    expect(compareModels(overdone, versions).better).toBe(true);
    expect(compareModels({ left, champion: overdone.challenger, challenger: bold }, versions).better).toBe(
      false,
    );
  });
});
