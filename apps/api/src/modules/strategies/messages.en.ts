import type { EventWords } from '../churn/index.js';
import { formatCount, formatNumber, formatShare, labelOf } from '../segmentation/index.js';
import type { ArithmeticTold, LeftTold, MeasuredTold } from './told.js';

export const english = {
  /** What each play advises, in a few words and in a sentence or two that hold for every segment. */
  plays: {
    'call-the-best': {
      title: 'Call your best customers before they leave',
      action:
        'Give each customer at high risk a personal call and a single point of contact. They spend more than others, so each one kept pays for many calls.',
    },
    'longer-contract': {
      title: 'Offer a longer contract',
      action:
        'Offer an annual contract with a sign-up benefit to those more likely to leave than the average customer: most here can leave from one month to the next.',
    },
    'try-a-service': {
      title: 'Let them try what they are missing',
      action:
        'Give them three months of a service for free that fewer of them have than customers overall, and ask them in time whether they keep it.',
    },
    'mend-complaints': {
      title: 'Resolve their complaints first',
      action:
        'Call back everyone who complained, resolve the problem, and check in again a month later, before making any offer.',
    },
    'win-back': {
      title: 'Win them back now',
      action:
        'They have been inactive for longer than others. Send a reminder with a reason to return this week, and stop after the second one.',
    },
    'first-months': {
      title: 'Stay close in the first months',
      action:
        'They are newer customers than most. Welcome them with a call in the first week, and send three messages in the first ninety days about what they have not used yet.',
    },
    'fair-price': {
      title: 'Check that their plan fits what they use',
      action:
        'Their bills are higher than average, and so is the rate at which they leave. Offer a plan review, and move those who pay for more than they use before they ask.',
    },
    'plan-deals': {
      title: 'Schedule their deals',
      action:
        'They buy at a discount more than others do. Announce deals on fixed days, tie each one to the next purchase, and avoid blanket discounts, which they would have waited for anyway.',
    },
    'invite-responders': {
      title: 'Start the next campaign with them',
      action:
        'They respond to campaigns more often than others. Put them in the first wave, and hold out a random tenth to measure the effect.',
    },
    'thank-the-loyal': {
      title: 'Thank them, but skip the discounts',
      action:
        'They leave less often than others. Thank them with early access or better service, ask them to recommend you, and keep discounts for those who need a reason to stay.',
    },
    'serve-families': {
      title: 'Make it easy for families',
      action:
        'More of them have children at home than customers overall. Offer family bundles and sizes, with a delivery day they can rely on.',
    },
    'serve-online': {
      title: 'Serve them online',
      action:
        'They buy online more than others. Remind them of what they left in the basket, show what they viewed on the start page, and let them handle everything themselves.',
    },
    'meet-in-store': {
      title: 'Invite them into the store',
      action:
        'They buy in the store more than others. Give them the loyalty card and the invitation to the next event at the counter, not by e-mail.',
    },
    'reach-those-at-risk': {
      title: 'Reach out to those at risk',
      action:
        'Write to those more likely to leave than the average customer, highest risk first, and ask what is missing.',
    },
    'grow-small-baskets': {
      title: 'Keep costs low, grow the basket',
      action:
        'They spend less than others. Use automatic messages only, each with one product that goes with the last purchase.',
    },
    'start-from-what-differs': {
      title: 'Start with what sets them apart',
      action:
        'Write one message about what sets them apart, send it to a random half, and compare how the two halves respond.',
    },
    'keep-as-they-are': {
      title: 'Keep them in the regular programme',
      action:
        'Nothing about them calls for special treatment. Treat them like the average customer, and look again after the next import.',
    },
    'ask-the-likeliest': {
      title: 'Make the offer to the likeliest first',
      action:
        'Make the offer in person to those with the highest chance, and work down the list until the contacts are used up. Hold out a random tenth to learn what the contact itself adds.',
    },
    'remind-the-undecided': {
      title: 'Remind those in between',
      action:
        'Send one automatic message with one reminder a week later to those with more than an average chance. It costs little, and shows who is worth a call.',
    },
    'offer-more-to-big-spenders': {
      title: 'Offer them the larger package',
      action:
        'They spend more than others and are at least as likely to respond. Lead with the better product instead of a discount.',
    },
    'spare-the-unlikely': {
      title: 'Leave them out of this offer',
      action:
        'Few of them would respond. Leave them out, and spend the contacts on those who are likelier; too many messages tire people.',
    },
  },
  /** How plays reach customers, and the channels that customers use more than others do. */
  channels: {
    phone: 'Phone',
    phoneOrInPerson: 'Phone or in person',
    phoneThenMessages: 'Phone, then messages',
    mailOrLetter: 'E-mail or letter',
    mail: 'E-mail',
    newsletter: 'Newsletter',
    campaign: 'Campaign',
    website: 'Website',
    websiteAndMail: 'Website and e-mail',
    inTheStore: 'In the store',
    catalogue: 'Catalogue by post',
    messages: 'Automatic messages',
  },
  missing: (services: readonly string[]) => `What most here are missing: ${join(services)}.`,
  setsApart: (traits: readonly string[]) => `What sets these apart: ${traits.join('; ')}.`,
  /** A column, and the typical value of it: "contract (Month-to-month)". */
  columnName: (column: string) => labelOf(column),
  driver: (label: string, value: string | null) => `${label} (${value})`,
  typical: (text: string) => `Typical of them: ${text}.`,
  goingWith: (names: readonly string[], words: EventWords) =>
    `Typical of them, and going with ${words.gerund}: ${names.join(', ')}.`,
  rejected: {
    cost: (loss: number) => `It would cost ${formatNumber(loss)} more than it brings.`,
    same: (title: string) => `“${title}” reaches the same customers by the same channel.`,
    against: (title: string) => `It contradicts “${title}”, which goes to the same customers.`,
    others: (plays: number) => `${plays} others fit these customers better.`,
  },
  column: (label: string, own: string, all: string) =>
    `${upperFirst(label)}: ${own} on average, against ${all} for all customers.`,
  segmentIs: (name: string) => `segment is ${name}`,
  left: (name: string, { left, known, ratio, low, high, words }: LeftTold) =>
    `${formatCount(left)} of ${formatCount(known)} in “${name}” ${words.past} (${formatShare(left / known)}): ` +
    `${formatNumber(ratio)} times the rate of other customers (${formatNumber(low)} to ${formatNumber(high)}).`,
  expected: (name: string, own: number, all: number, words: EventWords) =>
    `${formatShare(own)} of those in “${name}” who are ${words.remaining} are expected to ${words.infinitive}, against ${formatShare(all)} of all.`,
  arithmetic: ({ count, expected, saved, terms, event, words, isMeasured }: ArithmeticTold) =>
    `Contacting ${formatCount(count)} at ${terms.contactCost} each costs ${formatNumber(count * terms.contactCost)}; of the ` +
    `${formatNumber(expected)} expected ${words.people} among them, ${formatShare(terms.saveRate)} are ${isMeasured ? 'measured' : 'assumed'} to ${event === 'LEFT' ? 'stay' : 'do so only because of it'}: ` +
    `${formatNumber(saved)} customers${terms.customerValue === null ? '' : `, worth ${formatNumber(terms.customerValue)} each`}.`,
  measured: ({ share, low, high, campaign, since, assumed }: MeasuredTold) =>
    `Measured ${share} % (${low} to ${high}) in “${campaign}” of ${since.toLocaleDateString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })}; assumed ${assumed} %.`,
  whom: {
    everyone: (segment: string) => `all who can be kept in “${segment}”`,
    atRisk: (segment: string) => `those at risk in “${segment}”`,
  },
};

/** The messages of the room. */
export type English = typeof english;
/** How customers are reached. */
export type Channel = keyof English['channels'];

function join(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
