import { describe, expect, it } from 'vitest';
import { JobBudget } from './job-budget.js';

const never = new AbortController().signal;

/** Lets everything that can be admitted be admitted. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Asks for admission and notes the name once it is granted. */
function ask(budget: JobBudget, began: string[], name: string, bytes: number, signal = never) {
  return budget.admit({ bytes }, signal).then((end) => {
    began.push(name);
    return end;
  });
}

describe('a budget of jobs', () => {
  it('admits what fits at once, and the next one when there is room', async () => {
    const [budget, began]: [JobBudget, string[]] = [new JobBudget(100, 4), []];
    const first = ask(budget, began, 'first', 60);
    void ask(budget, began, 'second', 50);
    await settle();
    expect(began).toEqual(['first']);
    (await first)();
    await settle();
    expect(began).toEqual(['first', 'second']);
  });

  it('admits no more heavy jobs than it has cores for, and light ones always', async () => {
    const [budget, began]: [JobBudget, string[]] = [new JobBudget(100, 1), []];
    const first = ask(budget, began, 'heavy', 1);
    void ask(budget, began, 'other', 1);
    void ask(budget, began, 'light', 0);
    await settle();
    expect(began.sort()).toEqual(['heavy', 'light']);
    (await first)();
    await settle();
    expect(began).toContain('other');
  });

  it('admits in order of arrival, so that a large one is not overtaken forever', async () => {
    const [budget, began]: [JobBudget, string[]] = [new JobBudget(100, 4), []];
    const first = ask(budget, began, 'first', 50);
    void ask(budget, began, 'large', 90);
    void ask(budget, began, 'small', 10);
    await settle();
    expect(began).toEqual(['first']);
    (await first)();
    await settle();
    expect(began).toEqual(['first', 'large', 'small']);
  });

  it('admits one that needs more than the budget alone', async () => {
    const [budget, began]: [JobBudget, string[]] = [new JobBudget(100, 4), []];
    const first = ask(budget, began, 'first', 1);
    void ask(budget, began, 'giant', 1000);
    await settle();
    expect(began).toEqual(['first']);
    (await first)();
    await settle();
    expect(began).toEqual(['first', 'giant']);
  });

  it('forgets one that stops waiting, and lets those behind it through', async () => {
    const [budget, began]: [JobBudget, string[]] = [new JobBudget(100, 4), []];
    const giving = new AbortController();
    await ask(budget, began, 'first', 50);
    const large = ask(budget, began, 'large', 90, giving.signal);
    void ask(budget, began, 'small', 10);
    giving.abort('cancelled');
    await expect(large).rejects.toBe('cancelled');
    await settle();
    expect(began).toEqual(['first', 'small']);
  });

  it('frees room once, however often a job says that it has ended', async () => {
    const [budget, began]: [JobBudget, string[]] = [new JobBudget(100, 1), []];
    const end = await ask(budget, began, 'first', 10);
    end();
    end();
    await ask(budget, began, 'second', 10);
    void ask(budget, began, 'third', 10);
    await settle();
    expect(began).toEqual(['first', 'second']);
  });
});
