import type { CardModel } from './model-card.documents';

/**
 * The two columns that a card parts customers by, beside segments: the one that tells how long they have been there, if the
 * model has it, and those that it relies on most.
 */
export function sliceColumns(
  { features, featureImportances }: Pick<CardModel, 'features' | 'featureImportances'>,
  tenureColumn: string | null,
): [string | null, string | null] {
  const tenure = tenureColumn !== null && features.includes(tenureColumn) ? [tenureColumn] : [];
  const relied = featureImportances.map(({ feature }) => feature);
  const [first = null, second = null] = new Set([...tenure, ...relied]);
  return [first, second];
}
