import { above, levelOf, type Play } from './play.js';

/**
 * What can be done for a segment where the model predicts something that is wished for: an answer or a purchase. The
 * likeliest are the best to contact, and nobody is to be kept from anything.
 */
export const RESPONSE_PLAYBOOK: readonly Play[] = [
  {
    id: 'ask-the-likeliest',
    events: ['RESPONDED'],
    channel: 'phoneOrInPerson',
    does: ['offer', 'personal'],
    target: 'highRisk',
    saveRate: 0,
    contactCost: 2,
    restsOn: ['campaign', 'spend'],
    fit: ({ churn }) =>
      churn && churn.figures.bands.HIGH.count > 0 && churn.ratio >= 1.1
        ? 0.6 + 0.2 * above(churn.ratio, 1.1)
        : 0,
  },
  {
    id: 'remind-the-undecided',
    events: ['RESPONDED'],
    channel: 'messages',
    does: ['offer'],
    target: 'atRisk',
    saveRate: 0,
    contactCost: 0.3,
    restsOn: ['campaign'],
    fit: ({ churn }) => (churn && churn.figures.bands.MEDIUM.count > 0 && churn.ratio >= 0.8 ? 0.45 : 0),
  },
  {
    id: 'offer-more-to-big-spenders',
    events: ['RESPONDED'],
    channel: 'mailOrLetter',
    does: ['offer', 'upsell'],
    target: 'atRisk',
    saveRate: 0,
    contactCost: 2,
    restsOn: ['spend', 'income'],
    fit: (facts) => {
      const worth = Math.max(levelOf(facts, 'spend'), levelOf(facts, 'income'));
      return worth > 0.3 && (facts.churn?.ratio ?? 0) >= 1 ? 0.5 + 0.2 * above(worth, 0.3) : 0;
    },
  },
  {
    id: 'spare-the-unlikely',
    events: ['RESPONDED'],
    channel: null,
    excludes: ['contact'],
    target: 'everyone',
    saveRate: 0,
    contactCost: 0,
    restsOn: [],
    fit: ({ churn }) => (churn && churn.ratio < 0.7 ? 0.5 : 0),
  },
];
