import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { odsOf, xlsxOf, zipOf } from '../container-files.js';

/** A file before it is written: what a row says, and how all of it is written. */
export interface Draft {
  header: string[];
  rows: string[][];
  delimiter: string;
  quote: 'where needed' | 'always';
  lineEnd: (line: number) => string;
  encoding: string;
  above: string[];
  below: string[];
  /** Whether each row ends with a delimiter. */
  trailing: boolean;
  /** Rows without a value after so many others; 0 for none. */
  blankEvery: number;
  container: 'text' | 'workbook' | 'spreadsheet' | 'lines of JSON' | 'list of JSON';
  wrap: readonly ((bytes: Buffer) => Buffer)[];
}

/** Makes a clean table dirty in one way; `random` gives numbers from 0 to 1. */
export type Pollution = (draft: Draft, random: () => number) => void;

const column = (draft: Draft, name: string, change: (value: string, row: number) => string) => {
  const at = draft.header.indexOf(name);
  draft.rows.forEach((cells, row) => {
    // Blanks around a cell stay around it.
    const [, before, value, after] = /^(\s*)(.*?)(\s*)$/.exec(cells[at]!)!;
    if (value !== '') cells[at] = before + change(value!, row) + after;
  });
};
const written =
  (change: Partial<Draft>): Pollution =>
  (draft) => {
    Object.assign(draft, change);
  };
const missing = (word: string) => (draft: Draft) => {
  for (const cells of draft.rows) for (const [i, cell] of cells.entries()) if (cell === '') cells[i] = word;
};

/** The ways in which real files are dirty, by name. Each leaves what the file says as it is. */
export const POLLUTIONS: Readonly<Record<string, Pollution>> = {
  semicolons: written({ delimiter: ';' }),
  tabs: written({ delimiter: '\t' }),
  bars: written({ delimiter: '|' }),
  CRLF: written({ lineEnd: () => '\r\n' }),
  'CR alone': written({ lineEnd: () => '\r' }),
  'mixed line ends': written({ lineEnd: (line) => ['\n', '\r\n'][line % 2]! }),
  'UTF-16': written({ encoding: 'utf-16le' }),
  'windows-1252': written({ encoding: 'windows-1252' }),
  'all in quotes': written({ quote: 'always' }),
  'a title': (draft) => void draft.above.push('Customers of May', ''),
  comments: (draft) => void draft.above.unshift('# exported by the CRM'),
  totals: (draft) => void draft.below.push('Total'),
  'a note': (draft) => void draft.below.push('Source: the CRM, all rights reserved'),
  'blank rows': written({ blankEvery: 7 }),
  'a delimiter too many': written({ trailing: true }),
  'blanks around cells': (draft) => {
    for (const cells of draft.rows) for (const i of cells.keys()) cells[i] = ` ${cells[i]}  `;
  },
  'N/A for nothing': missing('N/A'),
  'a dash for nothing': missing('-'),
  'decimal commas': (draft) => column(draft, 'spent', (value) => value.replace('.', ',')),
  currencies: (draft) => column(draft, 'spent', (value) => `€ ${value}`),
  'days first': (draft) => column(draft, 'joined', (value) => value.split('-').toReversed().join('.')),
  'months by name': (draft) =>
    column(draft, 'joined', (value) => {
      const [year, month, day] = value.split('-');
      return year?.length === 4 && month ? `${day} ${MONTHS[Number(month) - 1]} ${year}` : value;
    }),
  'ja and nein': (draft) => column(draft, 'churn', (value) => (value === 'yes' ? 'ja' : 'nein')),
  'mixed case': (draft) => column(draft, 'churn', (value, row) => (row % 2 ? value.toUpperCase() : value)),
  'columns in another order': (draft, random) => {
    const order = [...draft.header.keys()].slice(1).sort(() => random() - 0.5);
    const moved = (cells: string[]) => [cells[0]!, ...order.map((i) => cells[i]!)];
    draft.header = moved(draft.header);
    draft.rows = draft.rows.map(moved);
  },
  'rows twice': (draft, random) => {
    const again = draft.rows.filter(() => random() < 0.05);
    draft.rows = [...again.map((cells) => [...cells]), ...draft.rows];
  },
  'the header again': (draft) => void draft.rows.splice(20, 0, [...draft.header]),
  'a workbook': written({ container: 'workbook' }),
  'a spreadsheet': written({ container: 'spreadsheet' }),
  'lines of JSON': written({ container: 'lines of JSON' }),
  'a list of JSON': written({ container: 'list of JSON' }),
  'a gzip': written({ wrap: [(bytes) => gzipSync(bytes)] }),
  'a zip': written({ wrap: [(bytes) => zipOf([{ name: 'customers', content: bytes }])] }),
};

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const CITIES = ['Graz', 'Köln', 'Málaga', 'Brno', 'Gent'];

/** Numbers from 0 to 1 that are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The clean table. */
export function cleanDraft(seed: number): Draft {
  const random = seeded(seed);
  const two = (number: number) => String(number).padStart(2, '0');
  const rows = Array.from({ length: 60 }, (_, i) => [
    `K${101 + i}`,
    CITIES[Math.floor(random() * CITIES.length)]!,
    `20${two(10 + Math.floor(random() * 14))}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`,
    random() < 0.1 ? '' : (random() * 900).toFixed(2),
    String(18 + Math.floor(random() * 60)),
    i % 4 === 0 ? 'yes' : 'no',
  ]);
  return {
    header: ['customer_id', 'city', 'joined', 'spent', 'age', 'churn'],
    ...{ rows, delimiter: ',', quote: 'where needed', lineEnd: () => '\n', encoding: 'utf-8' },
    ...{ above: [], below: [], trailing: false, blankEvery: 0, container: 'text', wrap: [] },
  };
}

/** The bytes of a draft. */
export function writeDraft(draft: Draft): Buffer {
  const bytes = draft.container === 'text' ? writeText(draft) : writeContainer(draft);
  return draft.wrap.reduce((packed, wrap) => wrap(packed), bytes);
}

function writeText({ header, rows, ...how }: Draft): Buffer {
  const cell = (text: string) =>
    how.quote === 'always' || text.includes(how.delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  const line = (cells: readonly string[]) =>
    cells.map(cell).join(how.delimiter) + (how.trailing ? how.delimiter : '');
  const blank = how.delimiter.repeat(header.length - 1);
  const body = rows.flatMap((cells, i) =>
    how.blankEvery > 0 && i % how.blankEvery === 3 ? [blank, line(cells)] : [line(cells)],
  );
  const below = how.below.map((text) =>
    text === 'Total' ? ['Total', '', '', '9999.5', '', ''].join(how.delimiter) : text,
  );
  const lines = [...how.above, line(header), ...body, ...below];
  const text = lines.map((written, i) => written + how.lineEnd(i)).join('');
  return iconv.encode(text, how.encoding, { addBOM: how.encoding.startsWith('utf-16') });
}

function writeContainer({ header, rows, above, container }: Draft): Buffer {
  if (container === 'workbook') {
    return xlsxOf({ Customers: [...above.map((text) => (text === '' ? [] : [text])), header, ...rows] });
  }
  if (container === 'spreadsheet') {
    const cell = (text: string) =>
      text === ''
        ? '<table:table-cell/>'
        : `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
    const row = (cells: readonly string[]) =>
      `<table:table-row>${cells.map(cell).join('')}</table:table-row>`;
    return odsOf({ Customers: [header, ...rows].map(row).join('') });
  }
  const records = rows
    .filter((cells) => cells.join() !== header.join())
    .map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] === '' ? null : cells[i]])));
  return Buffer.from(
    container === 'lines of JSON'
      ? records.map((record) => JSON.stringify(record)).join('\n')
      : JSON.stringify(records, null, 1),
  );
}

/** Each pollution and each pair of them, by name. */
export function combinations(): (readonly string[])[] {
  const names = Object.keys(POLLUTIONS);
  return [...names.map((name) => [name]), ...names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b]))];
}

/** A clean table, polluted in some ways, as a file. */
export function polluted(names: readonly string[], seed: number): Buffer {
  const draft = cleanDraft(seed);
  const random = seeded(seed + 1);
  for (const name of names) POLLUTIONS[name]!(draft, random);
  return writeDraft(draft);
}
