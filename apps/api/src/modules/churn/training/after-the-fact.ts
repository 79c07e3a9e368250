import { nameWords } from './name-words.js';

/** "of the", in between. */
const OF = '(?: (?:of|de|du|des|do|da|del|dell|della|van|von|het|the|la|le|l|d))*';
const CALL =
  'call|anrufs?|gesprachs?|telefonats?|appel|llamada|chamada|ligacao|chiamata|telefonata|gesprek|rozmowy|polaczenia';
const DURATION = 'duration|dauer|duree|duracion|duracao|durata|duur|czas trwania';
const LENGTH = `${DURATION}|length|dlugosc|czas`;
const CONTRACT =
  'contrac?t\\w*|contratt?o|vertrags?|abo|abonn\\w*|subscription|subscripcion|assinatura|umowy|lidmaatschap|mitgliedschaft';
const END = 'end|ende|fin|fim|fine|einde|koniec|termino';
const LAST = 'final|last|letzte[rs]?|derniere?|finale|ultim[ao]|laatste|ostatni\\w*|koncow\\w*';
const BILL =
  'bill|invoice|payment|rechnung|abrechnung|zahlung|facture|paiement|factura|pago|fatura|pagamento|fattura|factuur|betaling|faktura|rachunek|platnosc';

/** What is written of a customer who goes, by language. */
const GOING = [
  'cancel\\w*|terminat\\w*|deactivat\\w*|disconnect\\w*|unsubscri\\w*|exit|closing|closed|closure|leaving|departure',
  'kuendig\\w*|kundig\\w*|austritt\\w*|abmeld\\w*|storn\\w*|deaktiv\\w*|abgang\\w*|widerruf\\w*|vertragsende|abwander\\w*',
  'resili\\w*|depart|desabonn\\w*|desinscri\\w*|clotur\\w*|annulation|fermeture|sortie',
  'baja|rescis\\w*|salida|cierre|abandono|desconexion|desactiv\\w*',
  'saida|encerra\\w*|desliga\\w*|desativa\\w*|desistencia',
  'disdett\\w*|recess[oi]|cessa(?:zion|t)\\w*|chiusur\\w*|uscit\\w*|disattiv\\w*|abbandon\\w*|annullament\\w*',
  'opzeg\\w*|beeindig\\w*|vertrek\\w*|afmeld\\w*|uitschrijv\\w*|annuler\\w*',
  'rezygn\\w*|wypowiedz\\w*|zakoncz\\w*|odejsc\\w*|zamkniec\\w*|rozwiaza\\w*|odstapi\\w*',
].join('|');

/**
 * Words of names, in common languages, for what is known only once somebody has left or answered: the reason, the end, the
 * refund, the final bill, the length of the very call that sold it. Compared without accents.
 */
const AFTERWARDS = [
  /(^| )(reasons?|motivos?|motifs?|grund|gruende|motiv[io]|razon(es)?|razao|reden(en)?|powod|przyczyna)( |$)/,
  has(GOING),
  new RegExp(`(^| )(${END}|ended|enddate|enddatum|endedatum|einddatum)( (date|datum|on|at|day))?$`),
  has(`(?:${END})${OF} (?:${CONTRACT})`),
  has(`contracteinde|vertragsablauf|laufzeitende`),
  new RegExp(`(^| )(date|datum|fecha|data)${OF} (${END})$`),
  /(^| )(refund\w*|chargeback\w*|rueckerstatt\w*|ruckerstatt\w*|ruckzahl\w*|erstattung\w*|rembours\w*|reembols\w*|devoluc\w*|rimbors\w*|terugbetal\w*|zwrot\w*)( |$)/,
  has(`(?:${LAST}) (?:${BILL})`),
  has(`(?:factura|fatura|facture|fattura|faktura|rachunek|platnosc) (?:${LAST})`),
  has('(?:schluss|end|abschluss|eind)(?:rechnung|abrechnung|zahlung|factuur|afrekening)'),
  has('final'),
  new RegExp(`^((?:${CALL}) )?(${DURATION})$`),
  has(`(?:${CALL}) ?(?:${LENGTH})|gespreksduur|belduur`),
  has(`(?:${LENGTH})${OF} (?:${CALL})`),
  /(^| )(win ?back|retention offer|save offer|outcome|after(wards)?|post (churn|exit)|ruckgewinn\w*|halteangebot)( |$)/,
];

/** Whether a column's name says that its values are known only after the fact. */
export function soundsAfterTheFact(name: string): boolean {
  const words = nameWords(name);
  return AFTERWARDS.some((pattern) => pattern.test(words));
}

/** Any of the words, whole. */
function has(words: string): RegExp {
  return new RegExp(`(^| )(${words})( |$)`);
}
