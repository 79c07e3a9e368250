import { RISK_BANDS } from '@holdfast/schema';
import { dictionary } from '#lib/words/dictionary.ts';
import { GLOSSARY } from './glossary';

const english = {
  all: 'All',
  none: 'None',
  chosen: (chosen: string, all: string) => `${chosen} of ${all}`,
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  tryAgain: 'Try again',
  loading: 'Loading',
  copy: 'Copy',
  copied: 'Copied',
  pageTitle: (title: string) => `${title} · Holdfast`,
  risk: { LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High' },
  riskMeaning: RISK_BANDS as Readonly<Record<keyof typeof RISK_BANDS, string>>,
  glossary: GLOSSARY as Readonly<Record<keyof typeof GLOSSARY, string>>,
};

export type English = typeof english;
export const say = dictionary('lib/ui', english);
