import type { ResultOf, VariablesOf } from '@holdfast/schema';
import { type DocumentNode, execute, type GraphQLSchema } from 'graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { AppError, notFound } from '../../../platform/errors/app-error.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { speaking } from '../../../platform/words/spoken.js';
import type { ReportKind } from '../reports.enums.js';
import { campaignReport } from './campaign-report.js';
import { modelCardReport } from './model-card-report.js';
import { overviewReport } from './overview-report.js';
import { CampaignReport, ModelCardReport, OverviewReport, SegmentReport } from './report.documents.js';
import type { ReportContent } from './report-content.js';
import { segmentReport } from './segment-report.js';

/** Which report. `about` is the key of a segment, or the global id of a model or a campaign. */
export interface ReportRequest {
  readonly kind: ReportKind;
  readonly datasetId: string;
  readonly about: string | null;
}

/** Writes reports from what the API itself answers to whoever asks. The schema is given once it is built, which is after the slices. */
export class ReportWriter {
  #schema: GraphQLSchema | undefined;

  use(schema: GraphQLSchema): void {
    this.#schema = schema;
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
  async write(call: CallContext, { kind, datasetId, about }: ReportRequest): Promise<ReportContent> {
    const id = toGlobalId('Dataset', datasetId);
    if (kind === 'OVERVIEW') {
      const { dataset } = await this.#ask(call, OverviewReport, { datasetId: id });
      if (dataset === null) throw notFound('Dataset', id, ['datasetId']);
      return overviewReport(dataset);
    }
    if (!about)
      throw new AppError('BAD_USER_INPUT', `about is left out; a report of the kind ${kind} needs it.`, {
        field: ['about'],
      });
    if (kind === 'SEGMENT') {
      const { dataset } = await this.#ask(call, SegmentReport, { datasetId: id, key: about });
      const segment = dataset?.activeSegmentation?.segment ?? null;
      if (dataset === null || segment === null) throw unknown(about);
      return segmentReport(dataset, segment);
    }
    if (kind === 'MODEL_CARD') {
      const { churnModel } = await this.#ask(call, ModelCardReport, { id: about });
      if (churnModel?.dataset.id !== id) throw unknown(about);
      return modelCardReport(churnModel);
    }
    const { campaign } = await this.#ask(call, CampaignReport, { id: about });
    if (campaign?.dataset.id !== id) throw unknown(about);
    return campaignReport(campaign);
  }

  async #ask<Document extends DocumentNode>(
    call: CallContext,
    document: Document,
    variableValues: VariablesOf<Document>,
  ): Promise<ResultOf<Document>> {
    const asked = {
      schema: this.#schema!,
      document,
      variableValues: variableValues as Record<string, unknown>,
      contextValue: call,
    };
    // A report is in English, as its own words are, and read by others than whoever makes it.
    const { data, errors } = await speaking('en', async () => execute(asked));
    const [first] = errors ?? [];
    if (first) throw first.originalError ?? first;
    // As a client would read it: dates are texts.
    return JSON.parse(JSON.stringify(data)) as ResultOf<Document>;
  }
}

function unknown(about: string): AppError {
  const message = `about is ${JSON.stringify(about)}; it must be something of the dataset that the report can be about.`;
  return new AppError('NOT_FOUND', message, { field: ['about'] });
}
