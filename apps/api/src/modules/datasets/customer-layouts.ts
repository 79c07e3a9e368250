import type { EntityManager } from 'typeorm';

/**
 * The number of a dataset's layout of attributes with these names, in their order; it is made if there is none. Called while the
 * dataset is locked.
 */
export async function layoutOf(
  manager: EntityManager,
  datasetId: string,
  names: readonly string[],
): Promise<number> {
  const [found] = await manager.query(
    'select number from customer_layouts where dataset_id = $1 and names = $2::text[]',
    [datasetId, names],
  );
  if (found !== undefined) return found.number;
  const [made] = await manager.query(
    `insert into customer_layouts (dataset_id, number, names, template)
     select $1, coalesce(max(number), 0) + 1, $2::text[], attribute_template($2::text[])
     from customer_layouts where dataset_id = $1 returning number`,
    [datasetId, names],
  );
  return made.number;
}
