/** The questions that the churn screen answers, one at a time. */
export const CHURN_VIEWS = [
  { key: 'contact', name: 'Whom to contact' },
  { key: 'why', name: 'Why' },
  { key: 'trust', name: 'Can you trust it?' },
  { key: 'versions', name: 'Versions' },
] as const;

export type ChurnView = (typeof CHURN_VIEWS)[number]['key'];
