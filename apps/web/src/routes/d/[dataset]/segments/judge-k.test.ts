import { describe, expect, it } from 'vitest';
import { judgeK } from './judge-k';

const all = [
  { k: 2, rating: 0.45, failed: [] },
  { k: 3, rating: null, failed: ['One test.', 'Another.'] },
  { k: 4, rating: 0.88, failed: [] },
  { k: 5, rating: 0.9, failed: [] },
];
const judge = (at: number, recommendedK: number | null = 4) => {
  const { said, failed } = judgeK(all[at]!, all, recommendedK);
  return [said, failed].filter((text) => text !== '').join(' ');
};

describe('a number of segments', () => {
  it('is recommended', () => {
    expect(judge(2)).toBe('Recommended.');
  });

  it('is not, because it fails, says less, or needs more segments to say as much', () => {
    expect(judge(0)).toBe('Says 50 % of what the best does.');
    expect(judge(1)).toBe('One test. Another.');
    expect(judge(3)).toBe('Says hardly more, with more segments.');
    expect(judge(2, 5)).toBe('Says 98 % of what the best does.');
    const alike = [all[2]!, { ...all[3]!, rating: 0.88 }];
    expect(judgeK(alike[1]!, alike, 4).said).toBe('Says as much, with more segments.');
  });

  it('comes closest where none passes, with what it fails', () => {
    expect(judge(1, 3)).toBe('Recommended; comes closest. One test. Another.');
  });

  it('is not judged where an earlier release fitted it', () => {
    expect(judgeK({ k: 2, rating: null, failed: null }, all, 4)).toEqual({ said: '', failed: '' });
  });
});
