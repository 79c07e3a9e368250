import type { DataSource, EntityManager } from 'typeorm';

/** Customers that went from one place to another; null where they were in none. */
export interface Move {
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
}

/** What of customers is followed. */
export type Followed = 'segment' | 'riskBand';

/** Where customers are now, and the column that says where they were when it was last told. */
const FOLLOWED: Readonly<Record<Followed, { readonly column: string; readonly now: string }>> = {
  segment: {
    column: 'segment_key',
    now: `select m.row, s.key as place from customer_segments m
          join active_segments s on s.segmentation_id = m.segmentation_id and s.k = m.k and s.index = m.index
          where m.dataset_id = $1 and m.current`,
  },
  riskBand: {
    column: 'risk_band',
    now: 'select row, risk_band as place from customer_scores m where dataset_id = $1 and current',
  },
};

/**
 * Remembers where each customer was when it was last told, so that a change is told once and as a whole, whatever made
 * it and however often its event is delivered. Only what someone is told of is remembered.
 */
export class ToldCustomers {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Who has moved since the last call, the most first: of these customers, or of all if rows is null. In a transaction
   * that has locked the dataset, so that nobody is remembered who is being erased.
   */
  async moves(
    manager: EntityManager,
    followed: Followed,
    datasetId: string,
    rows: readonly number[] | null,
  ): Promise<Move[]> {
    const { column, now } = FOLLOWED[followed];
    // Two statements: a plan that serves both would read every customer for the one that changed.
    const those = rows === null ? '' : 'and m.row = any($2::int[])';
    return manager.query(
      `with moved as (
         select n.row, t.${column} as before, n.place from (${now} ${those}) n
         left join webhook_customers t on t.dataset_id = $1 and t.row = n.row
         where t.${column} is distinct from n.place
       ), told as (
         insert into webhook_customers (dataset_id, row, ${column}) select $1, row, place from moved
         on conflict (dataset_id, row) do update set ${column} = excluded.${column}
       )
       select before as "from", place as "to", count(*)::int as customers from moved
       group by 1, 2 order by 3 desc, 1, 2`,
      [datasetId, ...(rows === null ? [] : [rows])],
    );
  }

  /** The datasets whose customers have a segment or a score. */
  async datasets(): Promise<string[]> {
    const found = await this.dataSource.query<{ id: string }[]>(
      'select dataset_id as id from champions union select dataset_id from active_segments',
    );
    return found.map(({ id }) => id);
  }

  /** Forgets customers, in the caller's transaction. Returns how many there were. */
  async remove(
    manager: EntityManager,
    datasetId: string,
    rows: readonly number[],
  ): Promise<Record<string, number>> {
    await manager.query('delete from webhook_customers where dataset_id = $1 and row = any($2)', [
      datasetId,
      rows,
    ]);
    return {};
  }
}
