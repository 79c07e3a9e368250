const NAMES: Record<string, string> = {
  'import-dataset': 'Importing',
  'fit-segmentation': 'Finding segments',
  'train-churn-model': 'Learning who leaves',
};

/** A job's kind as an activity; a kind that is not known yet is spelt out. */
export function jobName(kind: string): string {
  const words = kind.replaceAll('-', ' ');
  return NAMES[kind] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
