import type { CallContext } from '../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../platform/call/loader-definition.js';
import { speaking, spoken } from '../../platform/words/spoken.js';
import type { SegmentReader } from '../segmentation/index.js';
import type { Campaign } from './campaign.entity.js';

/** What the segments of now are called. */
interface Names {
  readonly english: ReadonlyMap<string, string>;
  readonly own: ReadonlyMap<string, string>;
}

/** Says the names that segments had when a list was made: in the language of now, as far as they are called the same still. */
export class NamesThen {
  constructor(private readonly segments: Pick<SegmentReader, 'namesOfNow'>) {}

  private readonly names: LoaderDefinition<string, Names> = {
    scopeOf: (datasetId) => datasetId,
    load: (datasetIds) =>
      Promise.all(
        datasetIds.map(async (id) => ({
          english: await speaking('en', () => this.segments.namesOfNow(id)),
          own: await this.segments.namesOfNow(id),
        })),
      ),
  };

  async of(
    call: CallContext,
    { datasetId, madeOf }: Pick<Campaign, 'datasetId' | 'madeOf'>,
  ): Promise<Readonly<Record<string, string>>> {
    if (spoken() === 'en') return madeOf.segments;
    const { english, own } = await call.load(this.names, datasetId);
    return Object.fromEntries(
      Object.entries(madeOf.segments).map(([key, name]) => [
        key,
        (english.get(key) === name && own.get(key)) || name,
      ]),
    );
  }

  /** What a list was made of, with such names. */
  async madeOf(
    call: CallContext,
    campaign: Pick<Campaign, 'datasetId' | 'madeOf'>,
  ): Promise<Campaign['madeOf']> {
    return { ...campaign.madeOf, segments: await this.of(call, campaign) };
  }
}
