import { FieldResolver, Resolver, Root } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { sayKept } from '../../platform/words/kept.js';
import { sayDrift } from './check/column-words.js';
import { say as sayCheck } from './check/messages.js';
import { say } from './messages.js';
import { ColumnDrift, KeptPromise } from './monitoring.types.js';
import { MonitoringReport } from './monitoring-report.entity.js';

/** What checks found, stored in English, in the language of the call; of earlier releases as it is stored. */
@Resolver(() => MonitoringReport)
export class ReportSentences {
  @FieldResolver(() => String, { description: 'What it came to, in a sentence.' })
  sentence(@Root() { said, sentence }: MonitoringReport): string {
    return said ? sayCheck().sentence(said) : sentence;
  }

  @FieldResolver(() => String, { description: 'What to look at, or to do, in a sentence.' })
  advice(@Root() { said, advice }: MonitoringReport): string {
    return said ? sayCheck().advice(said) : advice;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Whether the model is trained again, and why; null while that is being decided.',
  })
  decision(@Root() { saidDecision, decision }: MonitoringReport): string | null {
    return decision && sayKept(say(), saidDecision ?? undefined, decision);
  }
}

/** The same of what a model promised. */
@Resolver(() => KeptPromise)
export class PromiseSentences {
  @FieldResolver(() => String, { description: 'The same in a sentence.' })
  sentence(@Root() { words, sentence, ...figures }: KeptPromise): string {
    return words ? sayCheck().kept({ ...figures, words }) : sentence;
  }
}

/** The same of its columns. */
@Resolver(() => ColumnDrift)
export class DriftSentences {
  @FieldResolver(() => String, { description: 'What happened to it, in a sentence.' })
  sentence(@Root() { said, sentence, ...shares }: ColumnDrift): string {
    return said ? sayDrift(said, shares).sentence : sentence;
  }

  @FieldResolver(() => [String], {
    complexity: listOf(22),
    description: 'What `past` and `now` count: the missing, bins or levels, in words.',
  })
  cells(@Root() { said, cells, ...shares }: ColumnDrift): string[] {
    return said ? sayDrift(said, shares).cells : cells;
  }
}
