import type { Translation } from '../../platform/words/dictionary.js';
import { inARow } from '../../platform/words/figures.js';
import { eventInGerman, valueInGerman } from '../churn/index.js';
import { formatCount, formatNumber, formatShare, titleOfColumn } from '../segmentation/index.js';
import type { English } from './messages.en.js';

export default {
  plays: {
    'call-the-best': {
      title: 'Die besten Kunden anrufen, bevor sie gehen',
      action:
        'Rufen Sie jeden Kunden mit hohem Risiko persönlich an und nennen Sie ihm einen festen Ansprechpartner. Sie geben mehr aus als andere: Wer bleibt, bezahlt viele Anrufe.',
    },
    'longer-contract': {
      title: 'Einen längeren Vertrag anbieten',
      action:
        'Bieten Sie allen, die eher abwandern als der Durchschnitt, einen Jahresvertrag mit einem Vorteil beim Abschluss an: Die meisten hier können von einem Monat zum nächsten gehen.',
    },
    'try-a-service': {
      title: 'Ausprobieren lassen, was ihnen fehlt',
      action:
        'Schenken Sie ihnen drei Monate lang einen Dienst, den weniger von ihnen haben als sonst, und fragen Sie rechtzeitig, ob sie ihn behalten.',
    },
    'mend-complaints': {
      title: 'Erst die Beschwerden klären',
      action:
        'Rufen Sie alle zurück, die sich beschwert haben, lösen Sie das Problem und fragen Sie einen Monat später noch einmal nach, bevor Sie etwas anbieten.',
    },
    'win-back': {
      title: 'Jetzt zurückgewinnen',
      action:
        'Sie waren länger nicht aktiv als andere. Erinnern Sie diese Woche an sich, mit einem Grund wiederzukommen, und hören Sie nach dem zweiten Mal auf.',
    },
    'first-months': {
      title: 'In den ersten Monaten nah bleiben',
      action:
        'Sie sind neuer als die meisten. Begrüßen Sie sie in der ersten Woche mit einem Anruf und schreiben Sie in den ersten neunzig Tagen dreimal, was sie noch nicht genutzt haben.',
    },
    'fair-price': {
      title: 'Prüfen, ob der Tarif zur Nutzung passt',
      action:
        'Ihre Rechnungen sind höher als im Durchschnitt, und sie wandern öfter ab. Bieten Sie eine Tarifprüfung an und stellen Sie um, wer für mehr zahlt, als er nutzt, bevor er fragt.',
    },
    'plan-deals': {
      title: 'Angebote planen',
      action:
        'Sie kaufen öfter mit Rabatt als andere. Kündigen Sie Angebote für feste Tage an, binden Sie jedes an den nächsten Kauf und vermeiden Sie Rabatte für alle, auf die sie ohnehin gewartet hätten.',
    },
    'invite-responders': {
      title: 'Die nächste Kampagne mit ihnen beginnen',
      action:
        'Sie reagieren öfter auf Kampagnen als andere. Nehmen Sie sie in die erste Welle und lassen Sie ein zufälliges Zehntel aus, um die Wirkung zu messen.',
    },
    'thank-the-loyal': {
      title: 'Danken, aber ohne Rabatt',
      action:
        'Sie wandern seltener ab als andere. Danken Sie mit frühem Zugang oder besserem Service, bitten Sie um eine Empfehlung und sparen Sie Rabatte für jene auf, die einen Grund zum Bleiben brauchen.',
    },
    'serve-families': {
      title: 'Es Familien leicht machen',
      action:
        'Mehr von ihnen haben Kinder zu Hause als sonst. Bieten Sie Familienpakete und -größen an, mit einem Liefertag, auf den sie sich verlassen können.',
    },
    'serve-online': {
      title: 'Online bedienen',
      action:
        'Sie kaufen öfter online als andere. Erinnern Sie an das, was im Warenkorb liegt, zeigen Sie Angesehenes auf der Startseite und lassen Sie sie alles selbst erledigen.',
    },
    'meet-in-store': {
      title: 'In die Filiale einladen',
      action:
        'Sie kaufen öfter in der Filiale als andere. Geben Sie Kundenkarte und Einladung zur nächsten Veranstaltung an der Kasse aus, nicht per E-Mail.',
    },
    'reach-those-at-risk': {
      title: 'Die Gefährdeten ansprechen',
      action:
        'Schreiben Sie allen, die eher abwandern als der Durchschnitt, die mit dem höchsten Risiko zuerst, und fragen Sie, was fehlt.',
    },
    'grow-small-baskets': {
      title: 'Wenig aufwenden, den Einkauf vergrößern',
      action:
        'Sie geben weniger aus als andere. Senden Sie nur automatische Nachrichten, jede mit einem Produkt, das zum letzten Kauf passt.',
    },
    'start-from-what-differs': {
      title: 'Mit dem beginnen, was sie unterscheidet',
      action:
        'Schreiben Sie eine Nachricht über das, was sie unterscheidet, senden Sie sie einer zufälligen Hälfte und vergleichen Sie, wie beide Hälften reagieren.',
    },
    'keep-as-they-are': {
      title: 'Im üblichen Programm lassen',
      action:
        'Nichts an ihnen verlangt nach etwas Besonderem. Behandeln Sie sie wie alle anderen und sehen Sie nach dem nächsten Import wieder hin.',
    },
    'ask-the-likeliest': {
      title: 'Das Angebot zuerst den Wahrscheinlichsten machen',
      action:
        'Machen Sie das Angebot persönlich denen mit der höchsten Chance und gehen Sie die Liste hinunter, bis die Kontakte aufgebraucht sind. Lassen Sie ein zufälliges Zehntel aus, um zu sehen, was der Kontakt selbst bringt.',
    },
    'remind-the-undecided': {
      title: 'Die dazwischen erinnern',
      action:
        'Senden Sie denen mit mehr als durchschnittlicher Chance eine automatische Nachricht und eine Woche später eine Erinnerung. Das kostet wenig und zeigt, wer einen Anruf wert ist.',
    },
    'offer-more-to-big-spenders': {
      title: 'Das größere Paket anbieten',
      action:
        'Sie geben mehr aus als andere und reagieren mindestens so oft. Beginnen Sie mit dem besseren Produkt statt mit einem Rabatt.',
    },
    'spare-the-unlikely': {
      title: 'Bei diesem Angebot auslassen',
      action:
        'Wenige von ihnen würden reagieren. Lassen Sie sie aus und sparen Sie die Kontakte für jene, bei denen die Chance höher ist; zu viele Nachrichten ermüden.',
    },
  },
  channels: {
    phone: 'Telefon',
    phoneOrInPerson: 'Telefon oder persönlich',
    phoneThenMessages: 'Telefon, dann Nachrichten',
    mailOrLetter: 'E-Mail oder Brief',
    mail: 'E-Mail',
    newsletter: 'Newsletter',
    campaign: 'Kampagne',
    website: 'Website',
    websiteAndMail: 'Website und E-Mail',
    inTheStore: 'In der Filiale',
    catalogue: 'Katalog per Post',
    messages: 'Automatische Nachrichten',
  },
  missing: (services) => `Was den meisten hier fehlt: ${inARow(services)}.`,
  setsApart: (traits) => `Was sie unterscheidet: ${traits.join('; ')}.`,
  columnName: titleOfColumn,
  driver: (label, value) => `${label}: ${value === null ? 'unbekannt' : valueInGerman(value)}`,
  typical: (text) => `Typisch für sie: ${text}.`,
  goingWith: (names, words) =>
    `Typisch für sie und verbunden mit ${eventInGerman(words).noun}: ${names.join(', ')}.`,
  rejected: {
    cost: (loss) => `Es würde ${formatNumber(loss)} mehr kosten, als es bringt.`,
    same: (title) => `„${title}“ erreicht dieselben Kunden auf demselben Weg.`,
    against: (title) => `Es widerspricht „${title}“, das an dieselben Kunden geht.`,
    others: (plays) => `${plays} andere passen besser zu diesen Kunden.`,
  },
  column: (label, own, all) => `${label}: im Mittel ${own}, bei allen Kunden ${all}.`,
  segmentIs: (name) => `Segment ist ${name}`,
  left: (name, { left, known, ratio, low, high, words }) =>
    `In „${name}“ ${eventInGerman(words).happenedTo(`${formatCount(left)} von ${formatCount(known)}`)} (${formatShare(left / known)}): ` +
    `das ${formatNumber(ratio)}-Fache der Rate anderer Kunden (${formatNumber(low)} bis ${formatNumber(high)}).`,
  expected: (name, own, all, words) =>
    `${formatShare(own)} derer in „${name}“, ${eventInGerman(words).remaining}, werden voraussichtlich ${eventInGerman(words).infinitive}; von allen sind es ${formatShare(all)}.`,
  arithmetic: ({ count, expected, saved, terms, event, words, isMeasured }) =>
    `${formatCount(count)} anzusprechen kostet bei ${formatNumber(terms.contactCost)} je Kontakt ${formatNumber(count * terms.contactCost)}; ` +
    `${eventInGerman(words).people} erwartet unter ihnen: ${formatNumber(expected)}. Davon ${event === 'LEFT' ? 'bleiben' : 'tun es nur deshalb'} ` +
    `${isMeasured ? 'gemessen' : 'angenommen'} ${formatShare(terms.saveRate)}: ${formatNumber(saved)} Kunden` +
    `${terms.customerValue === null ? '' : `, jeder ${formatNumber(terms.customerValue)} wert`}.`,
  measured: ({ share, low, high, campaign, since, assumed }) =>
    `Gemessen ${share} % (${low} bis ${high}) in „${campaign}“, ${since.toLocaleDateString('de', { month: 'long', year: 'numeric', timeZone: 'UTC' })}; angenommen ${assumed} %.`,
  whom: {
    everyone: (segment) => `alle, die zu halten sind, in „${segment}“`,
    atRisk: (segment) => `die Gefährdeten in „${segment}“`,
  },
} satisfies Translation<English>;
