/** A column's name as lower-case words: "NumWebPurchases", "num_web_purchases" → "num web purchases". */
export function wordsOf(column: string): string {
  return column
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .replace(/[_\-.\s]+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Nouns that headings of files put before what they are of. */
const NOUN_FIRST = /^(purchases|orders|spend|visits|calls) (?!per |in |on |of )(\S+)$/;

/** What is written in capitals wherever it stands, as it occurs in names of columns. */
const ACRONYMS =
  /\b(api|arpu|arr|b2b|b2c|clt?v|cpc|crm|csat|ctr|dsl|faq|gb|gdp|gps|id|iot|ip|isp|kb|kpi|ltv|mb|mms|mrr|nps|pc|pin|pos|rfm|roi|saas|sim|sku|sla|sms|tb|tv|uk|url|usb|usd|eur|vat|vip|voip|vpn)\b/g;

/**
 * A column's name for a sentence: as `wordsOf`, but "purchases_web" are "web purchases", "spend_wine" is "wine spend" and "nps"
 * is "NPS".
 */
export function nameInWords(column: string): string {
  return wordsOf(column)
    .replace(NOUN_FIRST, '$2 $1')
    .replace(ACRONYMS, (word) => (word === 'saas' ? 'SaaS' : word === 'iot' ? 'IoT' : word.toUpperCase()));
}

/**
 * A column's name for a sentence of a language in which nouns have capitals: its words begin with one, and keep theirs.
 * "monthly_charges" is "Monthly charges", "Vertragsart" stays.
 */
export function titleOfColumn(column: string): string {
  const words = column
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .split(' ')
    .map((word, i) =>
      i > 0 && /^[A-Z][a-z]+$/.test(word) && column.match(/[a-z][A-Z]/) ? word.toLowerCase() : word,
    )
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
