import { execute, type GraphQLSchema } from 'graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { outsideCalls } from '../../../platform/call/current-call.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import type { CountColumns } from '../../../platform/graphql/reachable-columns.js';
import { DATASET_ID, readSelection } from './read-selection.js';

/** What was answered to a selection: what a query would have answered, without the root. */
export interface Selected {
  readonly selected: unknown;
  readonly selectionErrors?: readonly string[];
}

/** Asks what receivers want to know of datasets. The schema is given once it is built, which is after the slices. */
export class Selections {
  #schema: GraphQLSchema | undefined;

  constructor(private readonly columnCounts: CountColumns) {}

  use(schema: GraphQLSchema): void {
    this.#schema = schema;
  }

  /** @throws AppError BAD_USER_INPUT, QUERY_TOO_COSTLY */
  async check(call: CallContext, text: string): Promise<void> {
    readSelection(this.#schema!, text, await this.columnCounts(call));
  }

  /** The answer for a dataset; what cannot be answered is said in words. */
  async answer(call: CallContext, datasetId: string, text: string): Promise<Selected> {
    try {
      const { document } = readSelection(this.#schema!, text, await this.columnCounts(call));
      const variableValues = { [DATASET_ID]: toGlobalId('Dataset', datasetId) };
      const options = { schema: this.#schema!, document, variableValues, contextValue: call };
      const { data, errors } = await outsideCalls(async () => execute(options));
      const selected = data?.dataset ?? null;
      return errors === undefined ? { selected } : { selected, selectionErrors: errors.map(wordOf) };
    } catch (error) {
      return { selected: null, selectionErrors: [wordOf(error)] };
    }
  }
}

/** The words of an error that is meant for callers; of others that there was one. */
function wordOf(error: unknown): string {
  const { originalError = error } = error as { originalError?: unknown };
  const { name, message } = originalError as Error;
  return name === 'AppError' || name === 'GraphQLError' ? message : 'It could not be answered.';
}
