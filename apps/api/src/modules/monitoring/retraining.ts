import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { keep } from '../../platform/words/kept.js';
import type { MonitoredModel, MonitoredModels } from '../churn/index.js';
import { say } from './messages.js';
import type { MonitoringSettings } from './monitoring.inputs.js';
import type { MonitoringStore } from './monitoring.store.js';
import type { MonitoringReport } from './monitoring-report.entity.js';

const DAY_MS = 86_400_000;
/** A model is trained again by itself at most so often. */
const LEAST_DAYS = 7;
/** So many outcomes are news: a part of the customers that the champion learned from, but not too few. */
const NEW_SHARE = 0.1;
const LEAST_NEW = 50;

/** Decides after each check whether the model is trained again, by the policy of its dataset. */
export class Retraining {
  constructor(
    private readonly store: MonitoringStore,
    private readonly models: MonitoredModels,
    private readonly clock: Clock,
  ) {}

  /** Decides on a report that nothing was decided on. The training itself says whether its model takes over. */
  async decide(call: CallContext, reportId: string, { model }: MonitoredModel): Promise<void> {
    const report = await this.store.find(reportId);
    // Deleted with its dataset, or decided by an attempt that died before it could say so.
    if (report === null || report.decision !== null) return;
    const settings = await this.store.settings(report.datasetId);
    const reason = await this.#reasonNot(report, settings, model.trainedOn);
    if (reason !== null) return this.store.decide(reportId, reason, null);
    const { promoteWhenBetter, retrain } = settings;
    const relieves = promoteWhenBetter && (report.kept?.broken.length ?? 0) > 0;
    const then = relieves ? 'relieves' : promoteWhenBetter ? 'promotes' : 'waits';
    const outcomes = retrain === 'ON_ALERT' ? null : report.outcomes;
    try {
      const { churnModel } = await this.models.retrain(call, model, {
        waits: !promoteWhenBetter,
        relieves,
      });
      const trained = keep(say(), 'trained', { version: churnModel.version, outcomes, then });
      await this.store.decide(reportId, trained, churnModel.id);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await this.store.decide(reportId, keep(say(), 'refused', error.message), null);
    }
  }

  async #reasonNot(report: MonitoringReport, { retrain }: MonitoringSettings, trainedOn: number) {
    if (retrain === 'NEVER') return keep(say(), 'never');
    if (retrain === 'ON_ALERT' && report.state !== 'ALERT') return keep(say(), 'state', report.state);
    const wanted = Math.max(LEAST_NEW, Math.ceil(NEW_SHARE * trainedOn));
    if (retrain === 'ON_NEW_OUTCOMES' && report.outcomes < wanted) {
      return keep(say(), 'tooFew', report.outcomes, wanted);
    }
    const last = await this.store.lastRetraining(report.churnModelId);
    const days = last === null ? Number.POSITIVE_INFINITY : (+this.clock.now() - +last.checkedAt) / DAY_MS;
    return days < LEAST_DAYS ? keep(say(), 'lately', last!.checkedAt.toISOString().slice(0, 10)) : null;
  }
}
