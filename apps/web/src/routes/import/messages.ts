import { COLUMN_ROLES, COLUMN_TYPES, DUPLICATE_CUSTOMERS, IMPORT_MODES } from '@holdfast/schema';
import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

/** What stands behind the number of a day: "1st", "2nd". */
const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinal = new Intl.PluralRules('en', { type: 'ordinal' });

const english = {
  title: 'Import',
  about: 'Turn a table with one row per customer, or per purchase, into segments and churn scores.',
  update: (dataset: string) => `Update “${dataset}” with a newer file.`,
  forAnalysts: 'Only analysts and administrators can import files.',
  steps: { choose: 'Choose a file', check: 'Check', import: 'Import' },
  quoted: (name: string) => `“${name}”`,
  otherColumns: (columns: number) => plural(columns, 'other column'),
  choose: {
    upload: (file: string) => `Upload of ${file}`,
    progress: (sent: string, all: string, rows: number | null, left: string | null) =>
      `${sent} of ${all}${rows === null ? '' : ` (about ${formatCount(rows)} rows)`}${left === null ? '' : `, ${left} left`}`,
    kept: 'What arrived is kept; the upload continues by itself.',
    there: (bytes: string) => `${bytes} were there already.`,
    cancel: 'Cancel',
    drop: 'Drop a file here',
    paste: 'or paste a table with {ctrl} {v}',
    ctrl: 'Ctrl',
    pasted: 'pasted',
    file: 'Choose a file',
    customers: 'A file of customers',
    kinds:
      'CSV, Excel, OpenDocument, Parquet or JSON, also in a gzip or zip. Delimiter, encoding, decimal separator and date format are detected. Your data stays on this server, and nothing is saved until you import it. An upload that was interrupted continues when you choose the same file again.',
  },
  check: {
    size: (bytes: string, rows: number | null, columns: number) =>
      `${bytes}, ${rows === null ? 'rows not counted yet' : plural(rows, 'row')}, ${plural(columns, 'column')}.`,
    saysWhoLeft: (column: string) => `“${column}” says who left.`,
    saysWhoResponded: (column: string) => `“${column}” says who bought or answered.`,
    nobodyLeft: 'No column says who left: you will get segments and can set up churn later.',
    anotherSheet: 'Another sheet',
    anotherSheetHow: 'Choose the sheet that has the table.',
    whatItDoesHow: 'Choose the other, and it is read again.',
    howToRead: 'How to read the file',
    howToReadHow: 'Say how its values are set apart, and it is read again.',
    anotherFile: 'Choose another file',
    reading: 'Reading the file',
    readingAgain: 'Reading the file again',
    starting: 'Starting …',
    import: 'Import',
    computed: 'Computed columns',
    computedHow: 'Columns that can be computed from others. Switch on what helps.',
    firstRows: 'First rows',
    firstRowsAre: (rows: number) => `The first ${formatCount(rows)} rows, as they are in the file.`,
  },
  sheet: {
    sheet: 'Sheet',
    hint: (sheets: number) => `The workbook has ${sheets}; one is read`,
    choose: 'Choose a sheet',
  },
  rows: {
    becomeCustomers: (customers: number) =>
      `These look like purchases, and become ${plural(customers, 'customer')}.`,
    countAsLeft: (days: number, since: string, share: string) =>
      `Those without a purchase in ${days} days from ${since} on count as left: ${share}.`,
    tooFewDays: 'They are of too few days to tell who left; add the next files to them later.',
    areCustomers: 'Every row is a customer',
    readAsCustomers: 'Every row is read as a customer.',
    arePurchases: 'The rows are purchases',
  },
  ask: {
    encoding: 'Which of these reads right?',
    format: (column: string, example: string, ways: readonly string[]) =>
      `In “${column}”, is ${example} ${ways.join(' or ')}?`,
    about: (figure: string) => `about ${figure}`,
    day: (day: number, month: string) => `the ${day}${ENDINGS[ordinal.select(day)] ?? 'th'} of ${month}`,
    means: (example: string, meaning: string) => `${example} is ${meaning}`,
    outcome: (column: string, value: string, happened: number, customers: number) =>
      `“${column}” is ${value} for ${formatCount(happened)} of ${formatCount(customers)} customers. What does ${value} mean?`,
    outcomes: {
      LEFT: { title: 'They left', note: 'Learn who is likely to leave.' },
      RESPONDED: { title: 'They bought, or answered', note: 'Learn who is likely to do so next.' },
      NEITHER: { title: 'Neither', note: 'It is one of the things that are known of them.' },
    },
  },
  target: {
    into: 'Import into',
    newDataset: 'A new dataset',
    name: 'Name of the dataset',
    what: 'What the file does',
    update: (dataset: string, customers: number, obstacle: string | null) =>
      `Update ${dataset} (${obstacle ?? plural(customers, 'customer')})`,
    obstacles: {
      importing: 'still importing',
      failed: 'its import failed',
      noIds: 'has no customer IDs to match',
    },
    modes: { APPEND: 'Add and update customers', REPLACE: 'Replace all customers' },
    modeMeaning: IMPORT_MODES as Readonly<Record<keyof typeof IMPORT_MODES, string>>,
    replaces: (dataset: string, customers: number) =>
      `“${dataset}” has ${plural(customers, 'customer')}. Those that are missing from the file, or whose row is rejected, will be removed with everything that is known about them. This cannot be undone.`,
    lacksId: (column: string, dataset: string) =>
      `The file has no column “${column}”, by which the customers of “${dataset}” are recognised. Choose another file, or import it as a new dataset.`,
    lacks: (columns: string) => `The file has no ${columns}. Its customers will have no value there.`,
  },
  plan: {
    sameFile: (dataset: string) => `This very file was imported into “${dataset}” before.`,
    workingOut: 'Working out what the import would do …',
    whole: (parts: string) => `This import: ${parts}.`,
    added: (customers: number) => `${plural(customers, 'customer')} added`,
    updated: (customers: number) => `${formatCount(customers)} updated`,
    removed: (customers: number) => `${formatCount(customers)} removed`,
    skipped: (rows: number) => `${plural(rows, 'row')} skipped because another of the same customer counts`,
    rejected: (rows: number) => `${plural(rows, 'row')} rejected`,
    newColumns: (columns: string, count: number) =>
      `The dataset does not have ${columns}; ${byCount(count, { one: 'it is', other: 'they are' })} ignored.`,
    twice: 'If a customer comes twice',
    duplicates: {
      LAST_WINS: 'The last row counts',
      FIRST_WINS: 'The first row counts',
      REJECT: 'No row counts',
    },
    duplicateMeaning: DUPLICATE_CUSTOMERS as Readonly<Record<keyof typeof DUPLICATE_CUSTOMERS, string>>,
  },
  dialect: {
    readAs: (parts: string) => `Read as: ${parts}`,
    between: (delimiter: string) => `${delimiter} between values`,
    decimalComma: 'decimal comma',
    decimalPoint: 'decimal point',
    datesAs: (format: string) => `dates as ${format}`,
    delimiter: 'Delimiter',
    delimiters: {
      ',': 'comma',
      ';': 'semicolon',
      '\t': 'tab',
      '|': 'pipe',
      ' ': 'blanks',
      ':': 'colon',
      '^': 'caret',
      '~': 'tilde',
      '#': 'hash',
    },
    another: 'another …',
    other: 'Other delimiter',
    otherHint: 'One character, as it is in the file',
    quotes: 'Quotes',
    noQuotes: 'none',
    encoding: 'Encoding',
    decimal: 'Decimal separator',
    point: 'point, 1.5',
    comma: 'comma, 1,5',
    dates: 'Dates',
    datesHint: 'dd-mm-yyyy, mm-dd-yyyy or yyyy-mm-dd',
    firstLine: 'First line',
    namesColumns: 'names the columns',
    isCustomer: 'is a customer',
  },
  columns: {
    title: 'Columns',
    ofPurchases: 'What each column says about a purchase.',
    asIn: (dataset: string) =>
      `Roles and types are those of “${dataset}”. Columns that it does not have are ignored.`,
    guessed: 'What each column is for, guessed from its name and values. Correct what is wrong.',
    loading: 'Loading the columns of the dataset',
    caption: 'Columns of the file',
    column: 'Column',
    role: 'Role',
    type: 'Type',
    values: 'Values',
    missing: 'Missing',
    distinct: 'Distinct',
    examples: 'Examples',
    why: 'Why',
    roleOf: (column: string) => `Role of ${column}`,
    typeOf: (column: string) => `Type of ${column}`,
    decimalOf: (column: string) => `Decimal sign of ${column}`,
    dateFormatOf: (column: string) => `Date format of ${column}`,
    spreadOf: (column: string) => `Spread of ${column}`,
    asPoint: 'as 1.5',
    asComma: 'as 1,5',
    roles: {
      CUSTOMER_ID: 'customer id',
      FEATURE: 'feature',
      CHURN_LABEL: 'churn label',
      OBSERVATION_DATE: 'observation date',
      MONETARY_VALUE: 'monetary value',
      IGNORED: 'ignored',
    },
    roleMeaning: COLUMN_ROLES as Readonly<Record<keyof typeof COLUMN_ROLES, string>>,
    types: { NUMBER: 'number', BOOLEAN: 'boolean', CATEGORY: 'category', DATE: 'date', TEXT: 'text' },
    typeMeaning: COLUMN_TYPES as Readonly<Record<keyof typeof COLUMN_TYPES, string>>,
    /** By what the API calls them. */
    dateFormats: {
      'dd-mm-yyyy': 'dd-mm-yyyy',
      'mm-dd-yyyy': 'mm-dd-yyyy',
      'yyyy-mm-dd': 'yyyy-mm-dd',
      'dd-mmm-yyyy': 'dd-mmm-yyyy',
      'days of a spreadsheet': 'days of a spreadsheet',
      'seconds since 1970': 'seconds since 1970',
      'milliseconds since 1970': 'milliseconds since 1970',
      'microseconds since 1970': 'microseconds since 1970',
      'nanoseconds since 1970': 'nanoseconds since 1970',
    },
  },
  preview: { caption: 'First rows of the file', row: 'Row', missing: 'missing' },
  running: {
    loading: 'Loading the import',
    unchanged: (dataset: string) => `“${dataset}” was not changed.`,
    another: 'Try another file',
    mayLeave: 'You can leave this page. The import continues, and you can follow it at the top.',
    rejected: (rows: number) => `${plural(rows, 'row')} rejected.`,
    waiting: 'Waiting to start.',
    toSegments: 'Go to the segments',
  },
};

export type English = typeof english;
export const say = dictionary('routes/import', english);
