import { above, levelOf, type Play } from './play.js';

/**
 * What can be done for a segment where the model predicts something that is wished for: an answer or a purchase. The
 * likeliest are the best to contact, and nobody is to be kept from anything.
 */
export const RESPONSE_PLAYBOOK: readonly Play[] = [
  {
    id: 'ask-the-likeliest',
    events: ['RESPONDED'],
    title: 'Make the offer to the likeliest first',
    channel: 'Phone or in person',
    does: ['offer', 'personal'],
    target: 'highRisk',
    saveRate: 0,
    contactCost: 2,
    restsOn: ['campaign', 'spend'],
    fit: ({ churn }) =>
      churn && churn.figures.bands.HIGH.count > 0 && churn.ratio >= 1.1
        ? 0.6 + 0.2 * above(churn.ratio, 1.1)
        : 0,
    action:
      'Make the offer in person to those with the highest chance, and work down the list until the contacts are used up. Hold out a random tenth to learn what the contact itself adds.',
  },
  {
    id: 'remind-the-undecided',
    events: ['RESPONDED'],
    title: 'Remind those in between',
    channel: 'Automatic messages',
    does: ['offer'],
    target: 'atRisk',
    saveRate: 0,
    contactCost: 0.3,
    restsOn: ['campaign'],
    fit: ({ churn }) => (churn && churn.figures.bands.MEDIUM.count > 0 && churn.ratio >= 0.8 ? 0.45 : 0),
    action:
      'Send one automatic message with one reminder a week later to those with more than an average chance. It costs little, and shows who is worth a call.',
  },
  {
    id: 'offer-more-to-big-spenders',
    events: ['RESPONDED'],
    title: 'Offer them the larger package',
    channel: 'E-mail or letter',
    does: ['offer', 'upsell'],
    target: 'atRisk',
    saveRate: 0,
    contactCost: 2,
    restsOn: ['spend', 'income'],
    fit: (facts) => {
      const worth = Math.max(levelOf(facts, 'spend'), levelOf(facts, 'income'));
      return worth > 0.3 && (facts.churn?.ratio ?? 0) >= 1 ? 0.5 + 0.2 * above(worth, 0.3) : 0;
    },
    action:
      'They spend more than others and are at least as likely to respond. Lead with the better product instead of a discount.',
  },
  {
    id: 'spare-the-unlikely',
    events: ['RESPONDED'],
    title: 'Leave them out of this offer',
    channel: null,
    excludes: ['contact'],
    target: 'everyone',
    saveRate: 0,
    contactCost: 0,
    restsOn: [],
    fit: ({ churn }) => (churn && churn.ratio < 0.7 ? 0.5 : 0),
    action:
      'Few of them would respond. Leave them out, and spend the contacts on those who are likelier; too many messages tire people.',
  },
];
