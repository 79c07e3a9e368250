import { describe, expect, it } from 'vitest';
import { eventInWords } from '#lib/churn/event-words.ts';
import { outlookSentence, planSentence } from './lead-sentence';

const words = eventInWords({ champion: null });

describe('what is coming', () => {
  const outlook = { customers: 4213, expectedChurners: 488.4, expectedLoss: 949_235 };

  it('is how many are expected to leave, and what is lost with them', () => {
    expect(outlookSentence(outlook, words, 'LEFT', 'EUR')).toBe(
      '488 of 4,213 customers still here are expected to leave, and EUR\u00a0949,235 of value with them.',
    );
  });

  it('has no loss where nobody leaves, or nothing says what a customer is worth', () => {
    const said = '488 of 4,213 customers still here are expected to leave.';
    expect(outlookSentence(outlook, words, 'RESPONDED', 'EUR')).toBe(said);
    expect(outlookSentence({ ...outlook, expectedLoss: null }, words, 'LEFT', null)).toBe(said);
  });

  it('agrees with one', () => {
    expect(
      outlookSentence({ customers: 1, expectedChurners: 1, expectedLoss: null }, words, 'LEFT', null),
    ).toBe('1 of 1 customer still here is expected to leave.');
  });
});

describe('what to do', () => {
  const plan = { event: 'LEFT', suggestedContacts: 3805, capacity: null, at: { expectedGain: 264_519 } };

  it('is whom to contact, and what it brings', () => {
    expect(planSentence(plan, 'EUR')).toBe(
      'Contacting the 3,805 customers for whom it pays is expected to bring +EUR\u00a0264,519.',
    );
  });

  it('keeps to how many can be reached', () => {
    expect(planSentence({ ...plan, suggestedContacts: 200, capacity: 200 }, null)).toBe(
      'Contacting the 200 customers whom you can reach and for whom it brings most is expected to bring +264,519.',
    );
    expect(planSentence({ ...plan, capacity: 9000 }, null)).toContain('the 3,805 customers for whom it pays');
  });

  it('says so where no contact pays, or nothing can be said about money', () => {
    expect(planSentence({ ...plan, suggestedContacts: 0, at: { expectedGain: 0 } }, null)).toBe(
      'No contact is expected to bring more than it costs.',
    );
    expect(planSentence({ ...plan, at: { expectedGain: null } }, null)).toBe(
      'Contact 3,805 customers first.',
    );
  });
});
