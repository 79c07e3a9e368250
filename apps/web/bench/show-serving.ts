import type { Serving } from './serving';
import type { TimeFigures } from './time-figures';

const cell = (value: string | number) => (typeof value === 'number' ? value.toFixed(1) : value);
const line = (...cells: readonly (string | number)[]) => console.log(cells.map(cell).join('\t'));
const percentiles = ({ p50, p95, p99 }: TimeFigures) => [p50, p95, p99] as const;

/** Prints what serving took, a table a part. */
export function showServing(serving: Serving): void {
  const { customers, jobs, queries, maps, pages, otherK, scores, lookUps, team, upserts, memory } = serving;
  console.log(
    `\n${customers} customers${jobs === null ? '' : `, analysed with ${jobs.toFixed(0)} s of processor time`}`,
  );
  if (queries) {
    line(
      'screen',
      'query',
      'after a change ms',
      'its processor ms',
      'p50 ms',
      'p99 ms',
      'API ms',
      'PostgreSQL ms',
      'kB',
    );
    for (const q of queries)
      line(q.screen, q.query, q.changed, q.changedProcessor, q.p50, q.p99, q.api, q.postgres, q.size / 1000);
    if (jobs !== null) {
      const anew = queries.reduce((sum, { changedProcessor }) => sum + changedProcessor, 0) / 1000;
      console.log(
        `all figures anew: ${anew.toFixed(1)} s of processor time, ${((100 * anew) / jobs).toFixed(1)} % of the jobs'`,
      );
    }
  }
  if (maps) {
    line(
      '\nmap',
      'after a change ms',
      'its processor ms',
      'p50 ms',
      'p99 ms',
      'API ms',
      'PostgreSQL ms',
      'kB sent',
    );
    for (const m of maps)
      line(
        m.asked,
        m.changed ?? '–',
        m.changedProcessor ?? '–',
        m.p50,
        m.p99,
        m.api,
        m.postgres,
        m.size / 1000,
      );
  }
  if (pages) {
    line(
      '\nfilter',
      'order',
      'p50 ms',
      'p99 ms',
      'deep p50 ms',
      'deep p99 ms',
      'processor ms',
      'with a count, most ms',
    );
    for (const p of pages) line(p.filter, p.order, p.p50, p.p99, p.deep50, p.deep99, p.processor, p.counted);
  }
  if (otherK) line('\nanother k in the browser, p50, p95, p99 ms', ...percentiles(otherK));
  for (const score of scores ?? [])
    line(`score of ${score.customers}, p50, p95, p99, processor ms`, ...percentiles(score), score.processor);
  if (lookUps) {
    console.log('\na customer with segment and score\tp50 ms\tp99 ms\tprocessor ms');
    for (const [name, { p50, p99, processor }] of Object.entries(lookUps))
      console.log([name, ...[p50, p99, processor].map((value) => value.toFixed(2))].join('\t'));
    const share = lookUps.bare.processor / lookUps.ours.processor;
    console.log(`requests a second of the processor, of those of the bare server: ${share.toFixed(2)}`);
  }
  for (const { clients, pause, training, failed, ...took } of team ?? [])
    line(
      `${clients} clients, pauses of ${pause} ms${training ? ', a training' : ''}, p50, p95, p99 ms; unanswered`,
      ...percentiles(took),
      String(failed),
    );
  if (upserts) line('upsert of 1,000, p50, p95, p99 ms', ...percentiles(upserts));
  if (memory) {
    const { before, after, trained } = memory;
    line(
      'memory of the API before and after, after a training, MB',
      before / 1e6,
      after / 1e6,
      (trained ?? 0) / 1e6,
    );
  }
}
