import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Stores what is known of a customer as values without names: JSON values in the order of a layout, which has the names for all
 * customers that were written alike. JSONB, with every name in every customer, took ten times the work to store and five times the
 * room; values without names are found and put together again as fast. Others ask by the functions:
 *
 * - `attribute_text(cells, names, name)`: like `->>`; null if it is missing
 * - `attribute_number(cells, names, name)`: null also if it is no number
 * - `attribute_value(cells, names, name)`: like `->`
 * - `attributes_of(template, cells)`: all of them as an object
 *
 * A control character ends a value, as JSON has none. Nor is each customer looked up in `datasets` as it is written: whoever writes has
 * locked its dataset, and a trigger removes customers with it.
 */
export class PackedCustomers1768400000315 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table customer_layouts (
        dataset_id uuid not null references datasets on delete cascade,
        number int not null,
        names text[] not null,
        template text not null,
        primary key (dataset_id, number)
      );
      create function attribute_value(cells text, names text[], name text) returns json stable parallel safe language sql
        as $$ select split_part(cells, E'\\x1f', array_position(names, name))::json $$;
      create function attribute_text(cells text, names text[], name text) returns text stable parallel safe language sql
        as $$ select split_part(cells, E'\\x1f', array_position(names, name))::json #>> '{}' $$;
      create function attribute_number(cells text, names text[], name text) returns float8 stable parallel safe language sql
        as $$ select case when strpos('-0123456789', left(split_part(cells, E'\\x1f', array_position(names, name)), 1)) > 0
          then split_part(cells, E'\\x1f', array_position(names, name))::float8 end $$;
      create function attributes_of(template text, cells text) returns json stable parallel safe language sql
        as $$ select format(template, variadic string_to_array(cells, E'\\x1f'))::json $$;
      create function attribute_template(names text[]) returns text stable language sql
        as $$ select '{' || coalesce(string_agg(replace(to_json(name)::text, '%', '%%') || ':%s', ',' order by n), '') || '}'
          from unnest(names) with ordinality as given(name, n) $$;`);
    await this.#pack(runner);
    await replaceView(
      runner,
      `select c.dataset_id, c.row, c.external_id, attributes_of(l.template, c.cells) as attributes, c.search_text, c.updated_at,
         c.revision, c.cells, l.names, l.template
       from customers c left join customer_layouts l on l.dataset_id = c.dataset_id and l.number = c.layout`,
    );
    await runner.query(`
      alter table customers alter cells drop expression, drop attributes, drop constraint customers_dataset_id_fkey,
        alter layout drop default;
      drop function attribute_cells;
      create function remove_customers() returns trigger language plpgsql
        as $$ begin delete from customers where dataset_id = old.id; return old; end $$;
      create trigger customers_removal before delete on datasets for each row execute function remove_customers();`);
    // Leaves the room of what was dropped.
    await runner.query('cluster customers using customers_pkey');
    await runner.query('alter table customers set without cluster');
  }

  /** Most datasets have one layout, so that its number needs no look at customers. */
  async #pack(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function attribute_cells(attributes jsonb) returns text immutable parallel safe language sql
        as $$ select coalesce(string_agg(value::text, E'\\x1f' order by n), '')
          from jsonb_each(attributes) with ordinality as given(name, value, n) $$;
      insert into customer_layouts
        select dataset_id, row_number() over (partition by dataset_id order by count(*) desc, names), names, attribute_template(names)
        from (select dataset_id, array(select jsonb_object_keys(attributes)) as names from customers) told
        group by dataset_id, names;
      alter table customers add layout int not null default 1,
        add cells text not null generated always as (attribute_cells(attributes)) stored;
      update customers c set layout = l.number from customer_layouts l
        where l.dataset_id = c.dataset_id and l.number > 1 and l.names = array(select jsonb_object_keys(c.attributes));`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger customers_removal on datasets;
      drop function remove_customers;
      alter table customers add attributes jsonb;
      update customers c set attributes = attributes_of(l.template, c.cells)
        from customer_layouts l where l.dataset_id = c.dataset_id and l.number = c.layout;
      alter table customers alter attributes set not null, alter attributes set statistics 0,
        add foreign key (dataset_id) references datasets on delete cascade;`);
    await replaceView(
      runner,
      'select dataset_id, row, external_id, attributes, search_text, updated_at, revision from customers',
    );
    await runner.query(`
      alter table customers drop cells, drop layout;
      drop table customer_layouts;
      drop function attribute_value, attribute_text, attribute_number, attributes_of, attribute_template;`);
  }
}

/** Gives the view other columns; the views that read it are made anew as they were. */
async function replaceView(runner: QueryRunner, query: string): Promise<void> {
  const readers: { name: string; definition: string }[] = await runner.query(`
    with recursive readers (view, depth) as (
      select 'current_customers'::regclass::oid, 0
      union
      select r.ev_class, depth + 1 from readers
      join pg_depend d on d.refobjid = view and d.refclassid = 'pg_class'::regclass and d.classid = 'pg_rewrite'::regclass
      join pg_rewrite r on r.oid = d.objid and r.ev_class <> view
    )
    select view::regclass::text as name, pg_get_viewdef(view) as definition from readers
    where depth > 0 group by view order by max(depth)`);
  await runner.query(`drop view current_customers cascade; create view current_customers as ${query}`);
  for (const { name, definition } of readers) await runner.query(`create view ${name} as ${definition}`);
}
