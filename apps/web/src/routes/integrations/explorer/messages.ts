import { formatCount, formatNumber } from '#lib/format/number.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  title: 'Explorer',
  dataset: 'Dataset',
  back: 'Back to integrations',
  loading: 'Loading what there is to ask',
  nothing: 'Nothing to ask about yet',
  nothingHow: 'Import customers first; their queries stand here then.',
  ask: {
    title: 'Ask',
    reading:
      'You ask as yourself: what your role may not see is not answered, and a mutation changes what is there.',
    stop: 'Stop',
    run: 'Run',
    begin: 'Begin with',
    query: 'Query',
    variables: 'Variables',
    variablesHint: 'JSON. In the query, Ctrl or ⌘ and Enter runs it, and Ctrl and Space completes.',
    answer: 'Answer',
    answerHere: 'The answer stands here.',
    asking: 'Asking …',
    answers: (answers: number) => `${answers} answers so far.`,
    answered: (milliseconds: number) => `Answered in ${formatNumber(milliseconds)} ms.`,
    cost: (spent: number, left: number, more: number) =>
      `It cost ${formatNumber(spent)}; ${formatNumber(left)} may be spent now, and ${formatNumber(more)} more a second.`,
    noObject: 'The variables are no JSON object; they must be one, such as {"first": 10}.',
    noJson: (why: string) => `The variables are no JSON: ${why}`,
  },
  queries: {
    callFirst: 'Whom to call first, and why',
    segments: 'The segments and what to do about them',
    customers: 'Customers, a page at a time',
    score: 'A score without storing',
    model: 'The model in use and how good it is',
    jobs: 'What was done lately',
    job: 'Follow a job',
    myself: 'Who asks',
  },
  program: {
    title: 'Take it along',
    reading:
      'The same as a program. It reads an API key from HOLDFAST_KEY; an administrator makes keys in Integrations.',
    copy: 'Copy',
    copied: 'The program is copied.',
    language: 'Language',
    languages: { curl: 'curl', typescript: 'TypeScript', python: 'Python' },
    program: 'Program',
  },
  docs: {
    title: 'Documentation',
    reading:
      'Every type, field and argument says what it means. In the editor Ctrl and a click on a name lead here.',
    find: 'Find a type or a field',
    findPlaceholder: 'e.g. probability',
    found: 'Found',
    notFound: (text: string) => `Nothing in the schema has “${text}” in its name.`,
    types: 'Types',
    kinds: { object: 'object', input: 'input', union: 'one of', enum: 'enum', scalar: 'scalar' },
    is: 'is',
    usedBy: 'Used by {places}',
    usedByMore: (more: number) => `Used by {places} and ${formatCount(more)} more`,
    fieldsOf: (type: string) => `What ${type} has`,
    deprecated: 'Deprecated: {why}',
    takes: (names: string) => `Takes ${names}`,
    argumentsOf: (field: string) => `Arguments of ${field}`,
    groups: {
      roots: 'To begin with',
      objects: 'What there is',
      inputs: 'Inputs',
      values: 'Values',
      results: 'Pages and results',
    },
  },
  /** What the editor tells those who hear it, by what it says itself. */
  editor: {
    Completions: 'Completions',
    Diagnostics: 'Diagnostics',
    'No diagnostics': 'No diagnostics',
    'Selection deleted': 'Selection deleted',
    'Control character': 'Control character',
    close: 'close',
  },
};

export type English = typeof english;
export const say = dictionary('routes/integrations/explorer', english);
