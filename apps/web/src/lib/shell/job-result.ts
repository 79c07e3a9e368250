import { paths } from '#lib/paths.ts';
import { say } from './messages';

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

/** Where the result of a job is seen, of those that somebody waits for. */
const PLACES = {
  'import-dataset': paths.overview,
  'fit-segmentation': paths.segments,
  'train-churn-model': paths.churn,
};

function isAwaited(kind: string): kind is keyof typeof PLACES {
  return Object.hasOwn(PLACES, kind);
}

/** What is told of a job that has settled; null for one that nobody waits for, or that somebody cancelled. */
export function jobResult({ kind, state, error, dataset }: Settled): JobResult | null {
  if (!isAwaited(kind) || dataset === null || (state !== 'COMPLETED' && state !== 'FAILED')) return null;
  const { results, result, seeIt } = say().jobs;
  const title = state === 'COMPLETED' ? results[kind].done : results[kind].failed;
  const why = state === 'FAILED' && error ? ` ${error.message}` : '';
  return { text: result(dataset.name, title) + why, title, action: seeIt, href: PLACES[kind](dataset.id) };
}
