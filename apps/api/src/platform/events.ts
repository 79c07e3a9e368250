import type { EntityManager } from 'typeorm';

/** What one slice tells the others, by name. Listeners may be many and do not know the sender. */
export interface PlatformEvents {
  /** A dataset's customers and snapshot are written. `analyse`: segments and a churn model are wanted as well. */
  'dataset.ready': { datasetId: string; analyse: boolean };
  /** Customers were created, replaced or erased after the import. */
  'customers.changed': { datasetId: string; rows: readonly number[] };
  /**
   * A customer is being erased, inside the transaction of `manager`: listeners delete what they hold of this row and note
   * in `erased` how much it was.
   */
  'customer.erasing': {
    datasetId: string;
    row: number;
    manager: EntityManager;
    erased: Record<string, number>;
  };
}

type Listener<T> = (event: T) => Promise<void> | void;

/** Delivers events in this process; `emit` settles when every listener has, so a listener may enqueue durable jobs. */
export class EventBus {
  readonly #listeners = new Map<keyof PlatformEvents, Listener<never>[]>();

  on<K extends keyof PlatformEvents>(name: K, listener: Listener<PlatformEvents[K]>): void {
    const listeners = this.#listeners.get(name) ?? [];
    listeners.push(listener as Listener<never>);
    this.#listeners.set(name, listeners);
  }

  async emit<K extends keyof PlatformEvents>(name: K, event: PlatformEvents[K]): Promise<void> {
    for (const listener of this.#listeners.get(name) ?? []) {
      await (listener as Listener<PlatformEvents[K]>)(event);
    }
  }
}
