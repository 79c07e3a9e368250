import { paths } from '#lib/paths.ts';

/** A job that has settled, as far as it is told. */
interface Settled {
  readonly kind: string;
  readonly state: string;
  readonly error: { readonly message: string } | null;
  readonly dataset: { readonly id: string; readonly name: string } | null;
}

/** What came of a job, and where to see it. */
export interface JobResult {
  readonly text: string;
  /** A few words for the title of the tab. */
  readonly title: string;
  readonly action: string;
  readonly href: string;
}

const RESULTS: Readonly<Record<string, { done: string; failed: string; href: (dataset: string) => string }>> =
  {
    'import-dataset': { done: 'Imported', failed: 'Import failed', href: paths.overview },
    'fit-segmentation': { done: 'Segments found', failed: 'No segments found', href: paths.segments },
    'train-churn-model': { done: 'Model trained', failed: 'Training failed', href: paths.churn },
  };

/** What is told of a job that has settled; null for one that nobody waits for, or that somebody cancelled. */
export function jobResult({ kind, state, error, dataset }: Settled): JobResult | null {
  const words = RESULTS[kind];
  if (!words || dataset === null || (state !== 'COMPLETED' && state !== 'FAILED')) return null;
  const title = state === 'COMPLETED' ? words.done : words.failed;
  const why = state === 'FAILED' && error ? ` ${error.message}` : '';
  return {
    text: `${dataset.name}: ${title.charAt(0).toLowerCase()}${title.slice(1)}.${why}`,
    title,
    action: 'See it',
    href: words.href(dataset.id),
  };
}
