import { FieldResolver, Resolver, Root } from 'type-graphql';
import { sayKept } from '../../../platform/words/kept.js';
import { sayTemplate } from '../../../platform/words/say-template.js';
import { LeftOutFeature } from '../definition/definition-preview.types.js';
import { say as sayDefinition } from '../definition/messages.js';
import { CandidateStanding, FeatureImportance, ModelWarning, Statement } from './churn-report.types.js';
import { sayComparison } from './compare-models.js';
import { sayFolds } from './folds-in-words.js';
import { say } from './messages.js';
import { ModelComparison } from './model-comparison.types.js';
import { sayStatement } from './statements.js';
import { ModelFolds } from './training-data.types.js';
import { sayWarnings } from './warnings.js';

/** Statements that were stored with a model, in the language of the call. */
@Resolver(() => Statement)
class StatementFields {
  @FieldResolver(() => String, { description: 'The sentence, for a reader without statistics.' })
  text(@Root() statement: Statement): string {
    return sayAgain(statement)?.text ?? statement.text;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The customers that it is about, after "customers": "on two-year contracts".',
  })
  condition(@Root() statement: Statement): string | null {
    return sayAgain(statement)?.condition ?? statement.condition ?? null;
  }
}

/** Null of models that an earlier release trained, which were stored without what they are said by. */
function sayAgain({ said, rate, othersRate }: Statement) {
  return said && rate != null && othersRate != null ? sayStatement({ said, rate, othersRate }) : null;
}

@Resolver(() => ModelWarning)
class WarningFields {
  @FieldResolver(() => String, { description: 'What it is and what follows from it, in one sentence.' })
  message(@Root() { said, message }: ModelWarning): string {
    return sayKept(sayWarnings().codes, said, message);
  }
}

@Resolver(() => LeftOutFeature)
class LeftOutFields {
  @FieldResolver(() => String, { description: 'Why, to be read after its name.' })
  reason(@Root() { said, reason }: LeftOutFeature): string {
    if (said) return sayKept(sayWarnings().leftOut, said, reason);
    return sayTemplate(reason, sayDefinition().notLearnedFrom);
  }
}

@Resolver(() => CandidateStanding)
class StandingFields {
  @FieldResolver(() => String, { description: 'What came of it, in a sentence with both Brier scores.' })
  text(@Root() { said, text }: CandidateStanding): string {
    const { race, settings } = say();
    return sayKept({ ...race, ...settings }, said, text);
  }
}

@Resolver(() => FeatureImportance)
class ImportanceFields {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The direction of the association, in words; null if there is no single direction.',
  })
  direction(@Root() { said, direction }: FeatureImportance): string | null {
    return direction && sayKept(say().direction, said, direction);
  }
}

@Resolver(() => ModelFolds)
class FoldsFields {
  @FieldResolver(() => String, { description: 'All of it in words.' })
  text(@Root() folds: ModelFolds): string {
    return sayFolds(folds) ?? folds.text;
  }
}

@Resolver(() => ModelComparison)
class ComparisonSentence {
  @FieldResolver(() => String, { description: 'The comparison in a sentence.' })
  sentence(@Root() comparison: ModelComparison): string {
    return sayComparison(comparison);
  }
}

/** What was stored with a model in English, said in the language of the call. */
export const STORED_SENTENCES = [
  StatementFields,
  WarningFields,
  LeftOutFields,
  StandingFields,
  ImportanceFields,
  FoldsFields,
  ComparisonSentence,
] as const;
