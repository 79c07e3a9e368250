import 'reflect-metadata';
import { expect, it } from 'vitest';
import { eventWords } from '../../churn/index.js';
import { compareArms } from './compare-arms.js';

const arm = (customers: number, known: number, left: number) => ({
  ...{ customers, known, left, rate: known === 0 ? 0 : left / known, valueMean: null },
});
const leaving = { words: eventWords({ event: 'LEFT', words: null }), rises: false, expectedRate: 0.2 };
const answering = { words: eventWords({ event: 'RESPONDED', words: null }), rises: true, expectedRate: 0.2 };

it.each([
  [
    arm(100, 0, 0),
    arm(1900, 50, 9),
    leaving,
    'TOO_FEW',
    'Nothing can be said yet: outcomes of both are needed.',
  ],
  [
    arm(100, 10, 2),
    arm(1900, 190, 38),
    leaving,
    'TOO_FEW',
    'Of those held out of everything 20 % left, of the others 20 %; nothing can be said yet: outcomes of 20 more of those held out and 0 more of the others are needed.',
  ],
  [
    arm(1000, 1000, 300),
    arm(9000, 9000, 1800),
    leaving,
    'WORKS',
    'Of those held out of everything 30 % left, of the others 20 %: a difference of 10 points (7.1 to 13).',
  ],
  [
    arm(1000, 1000, 300),
    arm(9000, 9000, 1800),
    answering,
    'HARMS',
    'Of those held out of everything 30 % responded, of the others 20 %: a difference of 10 points (7.1 to 13).',
  ],
  [
    arm(1000, 1000, 190),
    arm(9000, 9000, 1800),
    leaving,
    'NO_EVIDENCE',
    'Of those held out of everything 19 % left, of the others 20 %: a difference of −1 points (−3.5 to 1.7); that may be chance.',
  ],
  [
    arm(1000, 200, 40),
    arm(9000, 9000, 1800),
    leaving,
    'NO_EVIDENCE',
    'Of those held out of everything 20 % left, of the others 20 %; they cannot be compared, as outcomes came back of 20 % and 100 % of them.',
  ],
])('says of %o beside %o what can be said', (heldOut, others, event, verdict, sentence) => {
  const compared = compareArms({ heldOut, others }, event);
  expect(compared).toMatchObject({ verdict, sentence });
});
