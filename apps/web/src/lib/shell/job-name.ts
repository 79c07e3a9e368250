const NAMES: Record<string, string> = {
  'import-dataset': 'Importing',
  'fit-segmentation': 'Finding segments',
  'train-churn-model': 'Training the churn model',
  'value-customers': 'Valuing the customers',
  'check-drift': 'Checking what has changed',
  'write-report': 'Writing the weekly report',
};

/** A job's kind as an activity; an unknown kind is spelled out. */
export function jobName(kind: string): string {
  const words = kind.replaceAll('-', ' ');
  return NAMES[kind] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
