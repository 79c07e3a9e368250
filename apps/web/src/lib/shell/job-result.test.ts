import { describe, expect, it } from 'vitest';
import { jobResult } from './job-result';

const dataset = { id: '1', name: 'Shop' };
const job = { kind: 'fit-segmentation', state: 'COMPLETED', error: null, dataset };

describe('what is told of a job that has settled', () => {
  it('is what came of it, and where to see that', () => {
    expect(jobResult(job)).toEqual({
      text: 'Shop: segments found.',
      title: 'Segments found',
      action: 'See it',
      href: '/d/1/segments',
    });
  });

  it('is why it failed', () => {
    const failed = {
      ...job,
      kind: 'train-churn-model',
      state: 'FAILED',
      error: { message: 'Too few rows.' },
    };
    expect(jobResult(failed)?.text).toBe('Shop: training failed. Too few rows.');
  });

  it('is nothing of one that was cancelled, or that nobody waits for', () => {
    expect(jobResult({ ...job, state: 'CANCELLED' })).toBeNull();
    expect(jobResult({ ...job, kind: 'check-drift' })).toBeNull();
  });
});
