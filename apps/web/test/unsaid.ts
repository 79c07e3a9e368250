/** A letter of the pseudo-language. */
const ACCENTED = /[ÅåƁƀÇçĎďÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöÞþŔŕŠšŢţÛûŴŵÝýŽž]/;
/** What Intl writes, the names of formats, and ours. */
const ALLOWED =
  /\b(Holdfast|CSV|SVG|PNG|kB|MB|AM|PM|(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(this|in|\d+) (second|minute|hour)s?( ago)?|now|yesterday)\b/g;

/** What of a text in the pseudo-language neither is in it nor was told by the API; "" if nothing. */
export function unsaid(text: string, told: ReadonlySet<string>): string {
  if (isCutName(text, told)) return '';
  let rest = plain(text.replaceAll(/\[[^[\]]*\]/g, ' ')).replaceAll(/[\p{L}\p{M}~]+/gu, (word) =>
    ACCENTED.test(word) ? ' ' : word,
  );
  for (const one of [...told].map(plain).sort((a, b) => b.length - a.length))
    if (one.length > 1) rest = without(rest, one);
  rest = rest.replaceAll(ALLOWED, ' ').trim();
  return /\p{L}{2}/u.test(rest) ? rest.replaceAll(/\s+/g, ' ') : '';
}

/** What an Arabic page says in Latin letters, without what `plain` leaves out: names of formats and measures, and ours. */
const LATIN = new RegExp(
  `\\b(${[
    ...[
      'Holdfast',
      'CSV',
      'SVG',
      'PNG',
      'JSON',
      'ONNX',
      'Parquet',
      'Excel',
      'OpenDocument',
      'gzip',
      'zip',
      'kB',
      'MB',
    ],
    ...[
      'AUC',
      'ROC',
      'Brier',
      'F1',
      'SMOTE',
      'silhouette',
      'Davies-Bouldin',
      'Calinski-Harabasz',
      'EUR',
      'USD',
    ],
    ...[
      'API',
      'GraphQL',
      'POST',
      'https',
      'OpenID Connect',
      'Standard Webhooks',
      'CRM',
      'HOLDFAST KEY',
      'data selected',
    ],
    ...[
      'Authorization Bearer',
      'graphql',
      'mcp',
      'npm run audit verify',
      'curl',
      'TypeScript',
      'Python',
      'probability',
    ],
    ...['Ctrl', 'Enter', 'Space', 'Chrome', 'Linux', 'first', 'dd-mm-yyyy', 'mm-dd-yyyy', 'yyyy-mm-dd'],
    ...[
      'name@example com',
      'https //crm example com/hooks/holdfast',
      'name customerCount champion { version }',
    ],
  ]
    .sort((a, b) => b.length - a.length)
    .join('|')})(?!\\w)`,
  'gi',
);

/** What of a text in Arabic is in Latin letters, and was neither told by the API nor is a name; "" if nothing. */
export function untranslated(text: string, told: ReadonlySet<string>): string {
  const seen = withoutTold(text).replaceAll(/[\u200e\u200f\u061c\u2066-\u2069]/g, '');
  if (isCutName(seen, told)) return '';
  let rest = plain(seen.replaceAll(/\p{Script=Arabic}+/gu, ' '));
  for (const one of [...told].map(plain).sort((a, b) => b.length - a.length))
    if (one.length > 1) rest = without(rest, one);
  rest = rest.replaceAll(LATIN, ' ');
  return /[a-z]{2}/i.test(rest) ? rest.trim().replaceAll(/\s+/g, ' ') : '';
}

/** Without what a message was told, which is set apart from its own words. */
function withoutTold(text: string): string {
  const less = text.replaceAll(/\u2068[^\u2068\u2069]*\u2069/g, ' ');
  return less === text ? text : withoutTold(less);
}

/** A picture cuts a name that it has no room for. */
function isCutName(text: string, told: ReadonlySet<string>): boolean {
  const [start, ...after] = text.trim().split('…');
  return (
    after.join('') === '' && after.length === 1 && [...told].some((one) => one.startsWith(start!.trim()))
  );
}

function without(text: string, told: string): string {
  const place = text.toLowerCase().indexOf(told.toLowerCase());
  if (place < 0) return text;
  const around = text.slice(Math.max(0, place - 1), place) + text.slice(place + told.length).slice(0, 1);
  return /\p{L}/u.test(around) ? text : `${text.slice(0, place)} ${text.slice(place + told.length)}`;
}

/** Without what is put in between or around: names of columns are spelled out, reasons bracketed. */
function plain(text: string): string {
  return text.replaceAll(/[()“”":;.,_\s]+/g, ' ').trim();
}
