import { findMissingServices, isMonthly } from './contract-traits.js';
import { say } from './messages.js';
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
    channel: 'phone',
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
  },
  {
    id: 'longer-contract',
    channel: 'mailOrLetter',
    does: ['offer', 'discount'],
    target: 'atRisk',
    saveRate: 0.15,
    contactCost: 3,
    restsOn: ['tenure', 'bill'],
    fit: (facts) =>
      isMonthly(facts) && churnRatio(facts, 1) >= 0.9 ? 0.6 + 0.2 * above(churnRatio(facts, 1), 1) : 0,
  },
  {
    id: 'try-a-service',
    channel: 'mail',
    does: ['offer', 'discount', 'upsell'],
    target: 'atRisk',
    saveRate: 0.1,
    contactCost: 2,
    restsOn: ['bill'],
    fit: (facts) => {
      const missing = findMissingServices(facts);
      return missing.length > 0 && churnRatio(facts, 1) >= 1 ? 0.45 + 0.1 * Math.min(missing.length, 3) : 0;
    },
    detail: (facts) =>
      say().missing(
        findMissingServices(facts)
          .slice(0, 3)
          .map((service) => say().columnName(service)),
      ),
  },
  {
    id: 'mend-complaints',
    channel: 'phone',
    does: ['personal'],
    excludes: ['offer', 'upsell'],
    target: 'atRisk',
    saveRate: 0.2,
    contactCost: 8,
    restsOn: ['complaint'],
    fit: (facts) =>
      levelOf(facts, 'complaint') > 0.25 ? 0.55 + 0.4 * above(levelOf(facts, 'complaint'), 0.25) : 0,
  },
  {
    id: 'win-back',
    channel: 'mail',
    does: ['offer', 'online'],
    target: 'atRisk',
    saveRate: 0.08,
    contactCost: 0.5,
    restsOn: ['recency', 'orders'],
    fit: (facts) => (levelOf(facts, 'recency') > 0.4 ? 0.5 + 0.4 * above(levelOf(facts, 'recency'), 0.4) : 0),
  },
  {
    id: 'first-months',
    channel: 'phoneThenMessages',
    does: ['personal'],
    target: 'atRisk',
    saveRate: 0.12,
    contactCost: 1,
    restsOn: ['tenure'],
    fit: (facts) => {
      const fresh = -levelOf(facts, 'tenure');
      return fresh > 0.4 && churnRatio(facts, 1) >= 1 ? 0.5 + 0.3 * above(fresh, 0.4) : 0;
    },
  },
  {
    id: 'fair-price',
    channel: 'phone',
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
  },
  {
    id: 'plan-deals',
    events: ANY,
    channel: 'newsletter',
    does: ['offer', 'discount'],
    target: 'everyone',
    saveRate: 0.06,
    contactCost: 0.5,
    restsOn: ['discount', 'spend'],
    fit: (facts) =>
      levelOf(facts, 'discount') > 0.4 ? 0.5 + 0.3 * above(levelOf(facts, 'discount'), 0.4) : 0,
  },
  {
    id: 'invite-responders',
    events: ANY,
    channel: 'campaign',
    does: ['offer'],
    target: 'everyone',
    saveRate: 0.05,
    contactCost: 0.3,
    restsOn: ['campaign'],
    fit: (facts) =>
      levelOf(facts, 'campaign') > 0.3 ? 0.42 + 0.3 * above(levelOf(facts, 'campaign'), 0.3) : 0,
  },
  {
    id: 'thank-the-loyal',
    channel: 'mailOrLetter',
    excludes: ['discount'],
    target: 'everyone',
    saveRate: 0.03,
    contactCost: 0.5,
    restsOn: ['tenure', 'spend'],
    fit: (facts) => {
      const bond = Math.max(levelOf(facts, 'tenure'), levelOf(facts, 'spend'));
      return bond > 0.3 && churnRatio(facts, 0.8) <= 0.85 ? 0.5 + 0.25 * above(bond, 0.3) : 0;
    },
  },
  {
    id: 'serve-families',
    events: ANY,
    channel: 'newsletter',
    does: ['offer'],
    target: 'everyone',
    saveRate: 0.04,
    contactCost: 0.3,
    restsOn: ['children', 'spend'],
    fit: (facts) =>
      levelOf(facts, 'children') > 0.4 ? 0.4 + 0.3 * above(levelOf(facts, 'children'), 0.4) : 0,
  },
  {
    id: 'serve-online',
    events: ANY,
    channel: 'website',
    does: ['online'],
    target: 'everyone',
    saveRate: 0.04,
    contactCost: 0.1,
    restsOn: ['web', 'visits'],
    fit: (facts) => (levelOf(facts, 'web') > 0.3 ? 0.4 + 0.3 * above(levelOf(facts, 'web'), 0.3) : 0),
  },
  {
    id: 'meet-in-store',
    events: ANY,
    channel: 'inTheStore',
    does: ['personal'],
    excludes: ['online'],
    target: 'everyone',
    saveRate: 0.05,
    contactCost: 0.5,
    restsOn: ['store', 'spend'],
    fit: (facts) => (levelOf(facts, 'store') > 0.3 ? 0.4 + 0.3 * above(levelOf(facts, 'store'), 0.3) : 0),
  },
  {
    id: 'reach-those-at-risk',
    channel: 'mail',
    target: 'atRisk',
    saveRate: 0.1,
    contactCost: 1,
    restsOn: [],
    fit: (facts) =>
      facts.churn && facts.churn.ratio >= 1.1 ? 0.35 + 0.3 * above(facts.churn.ratio, 1.1) : 0,
  },
  {
    id: 'grow-small-baskets',
    events: ANY,
    channel: 'messages',
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
  },
  {
    id: 'start-from-what-differs',
    events: ANY,
    channel: 'mail',
    target: 'everyone',
    saveRate: 0.03,
    contactCost: 0.3,
    restsOn: [],
    // Below what is worth saying: only for those whom nothing else fits.
    fit: ({ traits }) => (traits.length > 0 ? 0.2 : 0),
    detail: ({ traits }) => say().setsApart(traits.slice(0, 2).map(({ evidence }) => evidence)),
  },
  {
    id: 'keep-as-they-are',
    events: ANY,
    channel: null,
    excludes: ['contact'],
    target: 'everyone',
    saveRate: 0,
    contactCost: 0,
    restsOn: [],
    fit: () => 0.1,
  },
];
