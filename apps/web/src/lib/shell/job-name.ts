import { formatEnum } from '$lib/format/words';

const NAMES: Record<string, string> = {
  import_dataset: 'Importing',
  fit_segmentation: 'Finding segments',
  train_churn_model: 'Learning who leaves',
};

/** A job's kind as an activity; a kind that is not known yet is spelt out. */
export function jobName(kind: string): string {
  const key = kind.toLowerCase().replaceAll(/[-\s]/g, '_');
  const words = formatEnum(key);
  return NAMES[key] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
