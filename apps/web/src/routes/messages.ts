import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  answersAgain: 'Holdfast answers again; what you see is fresh.',
  skip: 'Skip to content',
  notFound: 'Page not found',
  nothingHere: 'Not Found',
  wentWrong: 'Something went wrong',
  toOverview: 'Go to the overview',
  welcome: 'Welcome',
  start: 'Start with a customer file',
  startHow:
    'Upload a CSV with one row per customer: an ID, what they bought, how long they have been with you and, if you know it, who has left. Holdfast finds your segments and the customers who are likely to leave.',
  importFile: 'Import a file',
  loading: 'Loading your datasets',
};

export type English = typeof english;
export const say = dictionary('routes', english);
