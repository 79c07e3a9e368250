import type { DataSource } from 'typeorm';
import { outsideCalls } from '../../platform/call/current-call.js';
import { prepared } from '../../platform/database/prepared.js';
import { readTuples } from '../../platform/database/read-tuples.js';

/** Bytes of columns that are kept, of all datasets together. */
const MOST_BYTES = 128 * 1024 * 1024;
/** Of more rows than these all are read again: that takes as long. */
const MOST_AGAIN = 50_000;
/** Room for customers who come, as a share of those who are there. */
const SPARE = 1 / 16;

type Column = Float64Array | Int32Array | Uint16Array | Uint8Array;

/** Columns by the number of a customer's row, as many entries a row in each. */
export interface Columns {
  readonly [name: string]: Column;
}

/** What columns hold, and how it is read. */
export interface ColumnForm<C extends Columns> {
  /** Columns for so many rows, of nobody. */
  make(rows: number): C;
  /** SQL for whom they are about; what is no key is escaped in it, as it takes no parameters. */
  readonly query: string;
  /** How many fields that has; the first is the row as an int, which is called `row`. */
  readonly fields: number;
  /** Takes a row from its tuple, see `readTuples`, to this place. */
  read(columns: C, place: number, bytes: Buffer, at: Int32Array): void;
}

/** Columns as they are. */
export interface KnownColumns<C> {
  readonly columns: C;
  /** How many rows they have room for; whoever is behind is nobody. */
  readonly rows: number;
}

interface Kept<C extends Columns> extends KnownColumns<C> {
  /** Not the form: its query may name each of a million rows. */
  readonly make: ColumnForm<C>['make'];
  /** The change of the dataset that they know of. */
  readonly change: bigint;
}

/** Told of rows that have changed in columns. */
type OnChange<C> = (columns: C, rows: readonly number[]) => void;

const STATE = prepared('select changes, next_row as rows from datasets where id = $1');
const CHANGED = prepared(
  'select rows from changed_rows where dataset_id = $1 and change > $2::bigint and change <= $3::bigint',
);

/**
 * Keeps what a pass over all customers would read, a few bytes a customer, so that a pass is one over numbers in memory. Of
 * customers who changed, as the changes of the dataset tell, it is read again; of all where a change does not say whom it
 * touches.
 */
export class RowColumns<C extends Columns> {
  // A Map keeps insertion order: what was used moves to the end, and the oldest is forgotten first.
  readonly #kept = new Map<string, Kept<C>>();
  readonly #reading = new Map<string, Promise<Kept<C>>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly onChange: OnChange<C> = () => {},
    private readonly most = MOST_BYTES,
  ) {}

  /** The columns of a thing of a dataset, no older than the dataset is now. They are shared and must not be changed. */
  async of(datasetId: string, id: string, form: ColumnForm<C>): Promise<KnownColumns<C>> {
    // One after the other, each by what the one before has found.
    const before = this.#reading.get(id);
    const reading = outsideCalls(async () => {
      await before?.catch(() => {});
      return this.#renew(datasetId, id, form);
    });
    this.#reading.set(id, reading);
    try {
      return await reading;
    } finally {
      if (this.#reading.get(id) === reading) this.#reading.delete(id);
    }
  }

  async #renew(datasetId: string, id: string, form: ColumnForm<C>): Promise<Kept<C>> {
    const [state] = await this.dataSource.query<{ changes: string; rows: number }[]>(STATE, [datasetId]);
    const known = this.#kept.get(id);
    const change = BigInt(state?.changes ?? 0);
    const rows = state?.rows ?? 0;
    const changed = known && (await this.#changedSince(datasetId, known.change, change));
    const renewed = changed
      ? await this.#readAgain(known, form, { change, rows }, changed)
      : await this.#readAll(form, { change, rows });
    this.#keep(id, renewed);
    return renewed;
  }

  /** Null where that is not known, or too many. */
  async #changedSince(datasetId: string, known: bigint, change: bigint): Promise<number[] | null> {
    if (known === change) return [];
    const noted = await this.dataSource.query<{ rows: number[] }[]>(CHANGED, [
      datasetId,
      String(known),
      String(change),
    ]);
    if (BigInt(noted.length) !== change - known) return null;
    const rows = new Set(noted.flatMap((one) => one.rows));
    return rows.size > MOST_AGAIN ? null : [...rows];
  }

  async #readAll(form: ColumnForm<C>, { change, rows }: { change: bigint; rows: number }): Promise<Kept<C>> {
    const room = rows + Math.ceil(rows * SPARE);
    const columns = form.make(room);
    await readTuples(this.dataSource, form.query, form.fields, (bytes, at) => {
      const row = bytes.readInt32BE(at[0]!);
      // Whoever has come since is read after their own change.
      if (row < room) form.read(columns, row, bytes, at);
    });
    return { make: form.make, columns, rows: room, change };
  }

  async #readAgain(
    known: Kept<C>,
    form: ColumnForm<C>,
    { change, rows }: { change: bigint; rows: number },
    changed: readonly number[],
  ): Promise<Kept<C>> {
    const { columns, rows: room } = known.rows < rows ? withRoom(known, rows) : known;
    if (changed.length > 0) {
      const places = new Map(changed.map((row, place) => [row, place]));
      const those = `select * from (${form.query}) q where row = any('{${changed.join(',')}}'::int[])`;
      // Beside them first: whoever looks meanwhile sees nobody missing.
      const again = form.make(changed.length);
      await readTuples(this.dataSource, those, form.fields, (bytes, at) =>
        form.read(again, places.get(bytes.readInt32BE(at[0]!))!, bytes, at),
      );
      for (const [row, place] of places) if (row < room) copyRow(again, place, columns, row, room);
      this.onChange(columns, changed);
    }
    return { make: form.make, columns, rows: room, change };
  }

  #keep(id: string, kept: Kept<C>): void {
    this.#kept.delete(id);
    this.#kept.set(id, kept);
    let bytes = 0;
    for (const [other, { columns }] of [...this.#kept].reverse()) {
      bytes += Object.values(columns).reduce((sum, { byteLength }) => sum + byteLength, 0);
      if (bytes > this.most && other !== id) this.#kept.delete(other);
    }
  }
}

/** Copies a row of some columns to a place among others of so many rows. */
function copyRow(from: Columns, place: number, to: Columns, row: number, rows: number): void {
  for (const [name, column] of Object.entries(to)) {
    const width = column.length / rows;
    for (let i = 0; i < width; i++) column[row * width + i] = from[name]![place * width + i]!;
  }
}

/** The same with room for more rows, of nobody. */
function withRoom<C extends Columns>({ columns, make }: Kept<C>, needed: number): KnownColumns<C> {
  const room = needed + Math.ceil(needed * SPARE);
  const roomier = make(room);
  for (const [name, column] of Object.entries(columns)) roomier[name]!.set(column);
  return { columns: roomier, rows: room };
}
