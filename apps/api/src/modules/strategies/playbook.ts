import { labelOf } from '../segmentation/index.js';
import { findMissingServices, isMonthly } from './contract-traits.js';
import { above, churnRatio, levelOf, type Play } from './play.js';

/** Advice that makes sense whatever is predicted. */
const ANY = ['LEFT', 'RESPONDED', 'OTHER'] as const;

/**
 * What can be done for a segment, and when it fits. Each play is advice that retention teams give by hand. Its
 * conditions are the z-scores of the columns' concepts and the churn rate relative to all customers. A fit above
 * one half means that the condition is clearly met.
 */
export const PLAYBOOK: readonly Play[] = [
  {
    id: 'call-the-best',
    title: 'Call your best customers before they leave',
    channel: 'Phone',
    does: ['personal'],
    target: 'highRisk',
    saveRate: 0.2,
    contactCost: 10,
    restsOn: ['spend', 'income'],
    fit: (facts) => {
      const worth = Math.max(levelOf(facts, 'spend'), levelOf(facts, 'bill'));
      const endangered = facts.churn
        ? facts.churn.figures.bands.HIGH.count > 0 && facts.churn.ratio > 0.7
        : worth > 0.5;
      return worth > 0.3 && endangered ? 0.55 + 0.3 * above(worth, 0.3) : 0;
    },
    action:
      'Give each customer at high risk a personal call and a single point of contact. They spend more than others, so each one kept pays for many calls.',
  },
  {
    id: 'longer-contract',
    title: 'Offer a longer contract',
    channel: 'E-mail or letter',
    does: ['offer', 'discount'],
    target: 'atRisk',
    saveRate: 0.15,
    contactCost: 3,
    restsOn: ['tenure', 'bill'],
    fit: (facts) =>
      isMonthly(facts) && churnRatio(facts, 1) >= 0.9 ? 0.6 + 0.2 * above(churnRatio(facts, 1), 1) : 0,
    action:
      'Offer an annual contract with a sign-up benefit to those more likely to leave than the average customer: most here can leave from one month to the next.',
  },
  {
    id: 'try-a-service',
    title: 'Let them try what they are missing',
    channel: 'E-mail',
    does: ['offer', 'discount', 'upsell'],
    target: 'atRisk',
    saveRate: 0.1,
    contactCost: 2,
    restsOn: ['bill'],
    fit: (facts) => {
      const missing = findMissingServices(facts);
      return missing.length > 0 && churnRatio(facts, 1) >= 1 ? 0.45 + 0.1 * Math.min(missing.length, 3) : 0;
    },
    action:
      'Give them three months of a service for free that fewer of them have than customers overall, and ask them in time whether they keep it.',
    detail: (facts) =>
      `What most here are missing: ${join(findMissingServices(facts).slice(0, 3).map(labelOf))}.`,
  },
  {
    id: 'mend-complaints',
    title: 'Resolve their complaints first',
    channel: 'Phone',
    does: ['personal'],
    excludes: ['offer', 'upsell'],
    target: 'atRisk',
    saveRate: 0.2,
    contactCost: 8,
    restsOn: ['complaint'],
    fit: (facts) =>
      levelOf(facts, 'complaint') > 0.25 ? 0.55 + 0.4 * above(levelOf(facts, 'complaint'), 0.25) : 0,
    action:
      'Call back everyone who complained, resolve the problem, and check in again a month later, before making any offer.',
  },
  {
    id: 'win-back',
    title: 'Win them back now',
    channel: 'E-mail',
    does: ['offer', 'online'],
    target: 'atRisk',
    saveRate: 0.08,
    contactCost: 0.5,
    restsOn: ['recency', 'orders'],
    fit: (facts) => (levelOf(facts, 'recency') > 0.4 ? 0.5 + 0.4 * above(levelOf(facts, 'recency'), 0.4) : 0),
    action:
      'They have been inactive for longer than others. Send a reminder with a reason to return this week, and stop after the second one.',
  },
  {
    id: 'first-months',
    title: 'Stay close in the first months',
    channel: 'Phone, then messages',
    does: ['personal'],
    target: 'atRisk',
    saveRate: 0.12,
    contactCost: 1,
    restsOn: ['tenure'],
    fit: (facts) => {
      const fresh = -levelOf(facts, 'tenure');
      return fresh > 0.4 && churnRatio(facts, 1) >= 1 ? 0.5 + 0.3 * above(fresh, 0.4) : 0;
    },
    action:
      'They are newer customers than most. Welcome them with a call in the first week, and send three messages in the first ninety days about what they have not used yet.',
  },
  {
    id: 'fair-price',
    title: 'Check that their plan fits what they use',
    channel: 'Phone',
    does: ['offer', 'personal'],
    excludes: ['upsell'],
    target: 'atRisk',
    saveRate: 0.12,
    contactCost: 4,
    restsOn: ['bill'],
    fit: (facts) =>
      levelOf(facts, 'bill') > 0.3 && churnRatio(facts, 0) >= 1.1
        ? 0.5 + 0.3 * above(levelOf(facts, 'bill'), 0.3)
        : 0,
    action:
      'Their bills are higher than average, and so is the rate at which they leave. Offer a plan review, and move those who pay for more than they use before they ask.',
  },
  {
    id: 'plan-deals',
    events: ANY,
    title: 'Schedule their deals',
    channel: 'Newsletter',
    does: ['offer', 'discount'],
    target: 'everyone',
    saveRate: 0.06,
    contactCost: 0.5,
    restsOn: ['discount', 'spend'],
    fit: (facts) =>
      levelOf(facts, 'discount') > 0.4 ? 0.5 + 0.3 * above(levelOf(facts, 'discount'), 0.4) : 0,
    action:
      'They buy at a discount more than others do. Announce deals on fixed days, tie each one to the next purchase, and ' +
      'avoid blanket discounts, which they would have waited for anyway.',
  },
  {
    id: 'invite-responders',
    events: ANY,
    title: 'Start the next campaign with them',
    channel: 'Campaign',
    does: ['offer'],
    target: 'everyone',
    saveRate: 0.05,
    contactCost: 0.3,
    restsOn: ['campaign'],
    fit: (facts) =>
      levelOf(facts, 'campaign') > 0.3 ? 0.42 + 0.3 * above(levelOf(facts, 'campaign'), 0.3) : 0,
    action:
      'They respond to campaigns more often than others. Put them in the first wave, and hold out a random tenth to measure the effect.',
  },
  {
    id: 'thank-the-loyal',
    title: 'Thank them, but skip the discounts',
    channel: 'E-mail or letter',
    excludes: ['discount'],
    target: 'everyone',
    saveRate: 0.03,
    contactCost: 0.5,
    restsOn: ['tenure', 'spend'],
    fit: (facts) => {
      const bond = Math.max(levelOf(facts, 'tenure'), levelOf(facts, 'spend'));
      return bond > 0.3 && churnRatio(facts, 0.8) <= 0.85 ? 0.5 + 0.25 * above(bond, 0.3) : 0;
    },
    action:
      'They leave less often than others. Thank them with early access or better service, ask them to recommend you, and keep discounts for those who need a reason to stay.',
  },
  {
    id: 'serve-families',
    events: ANY,
    title: 'Make it easy for families',
    channel: 'Newsletter',
    does: ['offer'],
    target: 'everyone',
    saveRate: 0.04,
    contactCost: 0.3,
    restsOn: ['children', 'spend'],
    fit: (facts) =>
      levelOf(facts, 'children') > 0.4 ? 0.4 + 0.3 * above(levelOf(facts, 'children'), 0.4) : 0,
    action:
      'More of them have children at home than customers overall. Offer family bundles and sizes, with a delivery day they can rely on.',
  },
  {
    id: 'serve-online',
    events: ANY,
    title: 'Serve them online',
    channel: 'Website',
    does: ['online'],
    target: 'everyone',
    saveRate: 0.04,
    contactCost: 0.1,
    restsOn: ['web', 'visits'],
    fit: (facts) => (levelOf(facts, 'web') > 0.3 ? 0.4 + 0.3 * above(levelOf(facts, 'web'), 0.3) : 0),
    action:
      'They buy online more than others. Remind them of what they left in the basket, show what they viewed on the start page, and let them handle everything themselves.',
  },
  {
    id: 'meet-in-store',
    events: ANY,
    title: 'Invite them into the store',
    channel: 'In the store',
    does: ['personal'],
    excludes: ['online'],
    target: 'everyone',
    saveRate: 0.05,
    contactCost: 0.5,
    restsOn: ['store', 'spend'],
    fit: (facts) => (levelOf(facts, 'store') > 0.3 ? 0.4 + 0.3 * above(levelOf(facts, 'store'), 0.3) : 0),
    action:
      'They buy in the store more than others. Give them the loyalty card and the invitation to the next event at the counter, not by e-mail.',
  },
  {
    id: 'reach-those-at-risk',
    title: 'Reach out to those at risk',
    channel: 'E-mail',
    target: 'atRisk',
    saveRate: 0.1,
    contactCost: 1,
    restsOn: [],
    fit: (facts) =>
      facts.churn && facts.churn.ratio >= 1.1 ? 0.35 + 0.3 * above(facts.churn.ratio, 1.1) : 0,
    action:
      'Write to those more likely to leave than the average customer, highest risk first, and ask what is missing.',
  },
  {
    id: 'grow-small-baskets',
    events: ANY,
    title: 'Keep costs low, grow the basket',
    channel: 'Automatic messages',
    does: ['upsell'],
    excludes: ['personal'],
    target: 'everyone',
    saveRate: 0.02,
    contactCost: 0.1,
    restsOn: ['spend', 'bill'],
    fit: (facts) => {
      const little = -Math.min(levelOf(facts, 'spend'), levelOf(facts, 'bill'));
      return little > 0.3 && churnRatio(facts, 1) <= 1.2 ? 0.3 + 0.3 * above(little, 0.3) : 0;
    },
    action:
      'They spend less than others. Use automatic messages only, each with one product that goes with the last purchase.',
  },
  {
    id: 'start-from-what-differs',
    events: ANY,
    title: 'Start with what sets them apart',
    channel: 'E-mail',
    target: 'everyone',
    saveRate: 0.03,
    contactCost: 0.3,
    restsOn: [],
    // Below what is worth saying: only for those whom nothing else fits.
    fit: ({ traits }) => (traits.length > 0 ? 0.2 : 0),
    action:
      'Write one message about what sets them apart, send it to a random half, and compare how the two halves respond.',
    detail: ({ traits }) =>
      `What sets these apart: ${traits
        .slice(0, 2)
        .map(({ evidence }) => evidence)
        .join('; ')}.`,
  },
  {
    id: 'keep-as-they-are',
    events: ANY,
    title: 'Keep them in the regular programme',
    channel: null,
    excludes: ['contact'],
    target: 'everyone',
    saveRate: 0,
    contactCost: 0,
    restsOn: [],
    fit: () => 0.1,
    action:
      'Nothing about them calls for special treatment. Treat them like the average customer, and look again after the next import.',
  },
];

function join(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
