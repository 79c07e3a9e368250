import type { CallContext } from '../../platform/call/call-context.js';
import type { SegmentReader } from '../segmentation/index.js';
import type { Campaign } from './campaign.entity.js';

/** Says the names that segments had when a list was made: in the language of now, as far as they are called the same still. */
export class NamesThen {
  constructor(private readonly segments: Pick<SegmentReader, 'sayNames'>) {}

  async of(
    call: CallContext,
    { datasetId, madeOf }: Pick<Campaign, 'datasetId' | 'madeOf'>,
  ): Promise<Readonly<Record<string, string>>> {
    const say = await this.segments.sayNames(call, datasetId);
    return Object.fromEntries(Object.entries(madeOf.segments).map(([key, name]) => [key, say(key, name)]));
  }

  /** What a list was made of, with such names. */
  async madeOf(
    call: CallContext,
    campaign: Pick<Campaign, 'datasetId' | 'madeOf'>,
  ): Promise<Campaign['madeOf']> {
    return { ...campaign.madeOf, segments: await this.of(call, campaign) };
  }
}
