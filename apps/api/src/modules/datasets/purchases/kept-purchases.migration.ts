import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps the purchases themselves, so that those of a later file can be added to them. */
export class KeptPurchases1767700000311 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table purchase_rows (
        dataset_id uuid not null references datasets on delete cascade,
        position int not null,
        customer text not null,
        day date not null,
        worth float8 not null,
        is_return boolean not null,
        purchase text not null,
        category text,
        primary key (dataset_id, position)
      );
      create index purchase_rows_of_customer on purchase_rows (dataset_id, customer);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table purchase_rows');
  }
}
