import { notFound } from '../../../platform/errors/app-error.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import type { CustomerFilter } from '../customer-list.inputs.js';
import type { AudienceStore } from './audience.store.js';

/** Whether a filter names an audience, also in the filters of `anyOf`. */
export function namesAudience({ audienceId, anyOf }: CustomerFilter): boolean {
  return audienceId != null || (anyOf ?? []).some(namesAudience);
}

/** The filter with what `read` makes of the audiences that it names. */
function mapAudiences(
  filter: CustomerFilter,
  read: (audienceId: string, field: readonly string[]) => Partial<CustomerFilter>,
  field: readonly string[] = ['filter'],
): CustomerFilter {
  const { audienceId, anyOf } = filter;
  return {
    ...filter,
    ...(audienceId != null && read(audienceId, [...field, 'audienceId'])),
    ...(anyOf && {
      anyOf: anyOf.map((other, i) => mapAudiences(other, read, [...field, 'anyOf', String(i)])),
    }),
  };
}

/** Reads the key in an id that a client sent. */
type ReadKey = (
  type: 'Audience' | 'Campaign' | 'Segmentation',
  id: string,
  field: readonly string[],
) => string;

/** A filter with the keys that `readKey` finds in the ids of the given one. */
export function withKeys(
  filter: CustomerFilter,
  readKey: ReadKey,
  field: readonly string[] = ['filter'],
): CustomerFilter {
  const { audienceId, campaignId, mapArea, anyOf } = filter;
  const inArea = [...field, 'mapArea', 'segmentationId'];
  return {
    ...filter,
    ...(mapArea != null && {
      mapArea: { ...mapArea, segmentationId: readKey('Segmentation', mapArea.segmentationId, inArea) },
    }),
    ...(audienceId != null && { audienceId: readKey('Audience', audienceId, [...field, 'audienceId']) }),
    ...(campaignId != null && { campaignId: readKey('Campaign', campaignId, [...field, 'campaignId']) }),
    ...(anyOf && {
      anyOf: anyOf.map((other, i) => withKeys(other, readKey, [...field, 'anyOf', String(i)])),
    }),
  };
}

/** The campaigns that a filter names, also in the filters of `anyOf`, each with its place. */
export function campaignsIn(
  { campaignId, anyOf }: CustomerFilter,
  field: readonly string[] = ['filter'],
): { readonly id: string; readonly field: readonly string[] }[] {
  const inner = (anyOf ?? []).flatMap((other, i) => campaignsIn(other, [...field, 'anyOf', String(i)]));
  return campaignId == null ? inner : [{ id: campaignId, field: [...field, 'campaignId'] }, ...inner];
}

/** The maps that a filter names, also in the filters of `anyOf`, each by its segmentation with its place. */
export function mapsIn(
  { mapArea, anyOf }: CustomerFilter,
  field: readonly string[] = ['filter'],
): { readonly id: string; readonly field: readonly string[] }[] {
  const inner = (anyOf ?? []).flatMap((other, i) => mapsIn(other, [...field, 'anyOf', String(i)]));
  const own = [...field, 'mapArea', 'segmentationId'];
  return mapArea == null ? inner : [{ id: mapArea.segmentationId, field: own }, ...inner];
}

/**
 * The filter with those of the audiences that it names, by keys.
 * @throws AppError NOT_FOUND if the dataset has no such audience
 */
export async function withAudiences(
  store: Pick<AudienceStore, 'filters'>,
  datasetId: string,
  filter: CustomerFilter,
): Promise<CustomerFilter> {
  if (!namesAudience(filter)) return filter;
  const found = await store.filters(datasetId, audiencesIn(filter));
  return mapAudiences(filter, (key, field) => {
    const audience = found.get(key);
    if (!audience) throw notFound('Audience', toGlobalId('Audience', key), field);
    return { audience };
  });
}

function audiencesIn({ audienceId, anyOf }: CustomerFilter): string[] {
  return [...(audienceId == null ? [] : [audienceId]), ...(anyOf ?? []).flatMap(audiencesIn)];
}
