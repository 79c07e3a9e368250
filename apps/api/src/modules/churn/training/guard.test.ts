import * as core from '@holdfast/ml-core';
import { createRandom, type FeatureColumn } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { soundsAfterTheFact } from './after-the-fact.js';
import { type ComparisonTools } from './compare-candidates.js';
import { findClassifier } from './find-classifier.js';
import { prepareRows, type TrainingTable } from './prepare-rows.js';
import { isRepeatedId } from './repeated-ids.js';
import type { TrainingOptions } from './training.types.js';

const tools: ComparisonTools = { clock: () => 0, pool: undefined, estimators: core, progress: () => {} };
const options: TrainingOptions = {
  target: { kind: 'label', column: { name: 'left', type: 'NUMBER' }, positives: [1], unknown: [] },
  minRows: 200,
  algorithm: 'randomForest',
  imbalance: 'none',
  seed: 0,
  acknowledgedLeakage: [],
  onLeakage: 'leaveOut',
};

const numeric = (name: string, values: ArrayLike<number>): FeatureColumn => ({
  kind: 'numeric',
  name,
  values: Float64Array.from(values),
});

const levels = (name: string, texts: readonly (string | null)[]): FeatureColumn => {
  const known = [...new Set(texts.filter((text) => text !== null))].sort();
  const codes = Int32Array.from(texts, (text) => (text === null ? -1 : known.indexOf(text)));
  return { kind: 'categorical', name, levels: known, codes };
};

/** Customers of whom three numbers say something about leaving. */
function draw(rows: number, seed: number) {
  const random = createRandom(seed);
  const normals = () => Float64Array.from({ length: rows }, () => random.normal());
  const [calls, spend, visits] = [normals(), normals(), normals()];
  const y = calls.map((value, i) =>
    Number(random.next() < 1 / (1 + Math.exp(1.2 - value + spend[i]! / 2 - visits[i]! / 4))),
  );
  const columns = [numeric('calls', calls), numeric('spend', spend), numeric('visits', visits)];
  return { random, y, columns };
}

function tableOf(
  columns: readonly FeatureColumn[],
  y: Float64Array,
  without: readonly string[] = [],
): TrainingTable {
  return {
    table: { rows: y.length, columns: [...columns, numeric('left', y)] },
    rowNumbers: Int32Array.from(y.keys()),
    features: columns
      .filter(({ name }) => !without.includes(name))
      .map(({ name, kind }) => ({ name, type: kind === 'numeric' ? 'NUMBER' : 'CATEGORY' })),
  };
}

const repeat = (column: FeatureColumn, times: number, change: (value: number) => number = (v) => v) =>
  numeric(
    column.name,
    Array.from({ length: times }, () => [...(column as { values: Float64Array }).values].map(change)).flat(),
  );

describe('the guard', () => {
  it.each<[string, string, (left: number, random: core.Random) => FeatureColumn | string | number | null]>([
    [
      'a reason that is filled in for half of the leavers',
      'has a value',
      (left, random) =>
        left && random.next() < 0.5 ? ['price', 'moved', 'service'][random.integer(3)]! : null,
    ],
    [
      'a level that only leavers have',
      'is "closing"',
      (left, random) => (left && random.next() < 0.3 ? 'closing' : 'active'),
    ],
    [
      'a value that only leavers lack',
      'has no value',
      (left, random) => (left && random.next() < 0.4 ? null : `plan ${random.integer(3)}`),
    ],
  ])('leaves out %s, and says what it did to the AUC', async (_, condition, write) => {
    const { random, y, columns } = draw(1500, 3);
    const texts = Array.from(y, (left) => write(left, random) as string | null);
    const { leftOut, suspects } = await prepareRows(
      tableOf([...columns, levels('status', texts)], y),
      options,
    );
    expect(suspects).toEqual([]);
    expect(leftOut).toMatchObject([
      { column: 'status', reason: 'givesAnswerAway', suspect: { sign: { kind: 'leaversOnly', condition } } },
    ]);
    const { effect } = leftOut[0]!.suspect!;
    expect(effect!.with - effect!.without).toBeGreaterThan(0.02);
  });

  it('leaves out an amount that is other than 0 with leavers alone', async () => {
    const { random, y, columns } = draw(1500, 4);
    const refund = numeric(
      'credit',
      y.map((left) => (left && random.next() < 0.4 ? 5 + random.next() : 0)),
    );
    const { leftOut } = await prepareRows(tableOf([...columns, refund], y), options);
    expect(leftOut).toMatchObject([{ column: 'credit', suspect: { sign: { condition: 'is not 0' } } }]);
  });

  it('refuses the same where somebody can be asked, with the figures, unless they answer for it', async () => {
    const { random, y, columns } = draw(1500, 3);
    const reason = levels(
      'why',
      Array.from(y, (left) => (left && random.next() < 0.5 ? 'price' : null)),
    );
    const rows = tableOf([...columns, reason], y);
    await expect(prepareRows(rows, { ...options, onLeakage: 'refuse' })).rejects.toThrow(
      /^"why" \(of (\d+) customers for whom it has a value \1 left; a simple model has an AUC of 0\.\d{3} with it and 0\.\d{3} without\) gives away who left/,
    );
    const asked = { ...options, onLeakage: 'refuse', acknowledgedLeakage: ['why'] } as const;
    expect((await prepareRows(rows, asked)).suspects).toMatchObject([{ column: 'why' }]);
  });

  it('leaves out two columns that give the answer away only together', async () => {
    const { random, y, columns } = draw(1500, 5);
    const coin = Float64Array.from(y, () => random.integer(2));
    const start = Float64Array.from(y, () => 1000 * random.next());
    const amount = Float64Array.from(y, () => 10 + 1000 * random.next());
    const pairs = [
      [
        numeric('coin', coin),
        numeric(
          'other side',
          coin.map((side, i) => (side + y[i]!) % 2),
        ),
      ],
      [
        numeric('first', start),
        numeric(
          'last',
          start.map((day, i) => day + (y[i] ? random.next() : 20)),
        ),
      ],
      [
        numeric('net', amount),
        numeric(
          'gross',
          amount.map((net, i) => net * (y[i] ? 1.19 : 1.07)),
        ),
      ],
    ];
    for (const pair of pairs) {
      const { leftOut } = await prepareRows(tableOf([...columns, ...pair], y), options);
      expect(leftOut.map(({ column, suspect }) => [column, suspect!.sign])).toEqual([
        [pair[0]!.name, { kind: 'together', partner: pair[1]!.name }],
        [pair[1]!.name, { kind: 'together', partner: pair[0]!.name }],
      ]);
      // What they do to a model is what they do together.
      for (const { suspect } of leftOut) expect(suspect!.effect!.with).toBeGreaterThan(0.97);
    }
  });

  it('suspects a column by its name only if it raises the AUC', async () => {
    const { random, y, columns } = draw(1500, 6);
    const duration = numeric(
      'duration',
      y.map((left) => 100 + 40 * left + 40 * random.normal()),
    );
    const harmless = numeric(
      'end_date',
      y.map(() => random.next()),
    );
    const { suspects, leftOut } = await prepareRows(tableOf([...columns, duration, harmless], y), options);
    expect(leftOut).toEqual([]);
    expect(suspects).toMatchObject([{ column: 'duration', sign: { kind: 'name' } }]);
  });

  it('groups and folds the rows by what is left: noise with a leak beside it is no champion', async () => {
    const random = createRandom(7);
    const customers = 400;
    const y = Float64Array.from({ length: customers }, () => random.integer(2));
    const noise = ['a', 'b'].map((name) =>
      numeric(
        name,
        y.map(() => random.next()),
      ),
    );
    const thrice = noise.map((column) => repeat(column, 3));
    const left = (repeat(numeric('left', y), 3) as { values: Float64Array }).values;
    const leak = numeric(
      'leak',
      left.map((answer) => answer + 0.3 * random.next()),
    );
    const { trained } = await findClassifier(tableOf([...thrice, leak], left), options, tools);
    expect(trained.leftOut.map(({ column }) => column)).toEqual(['leak']);
    expect(trained.duplicateRows).toBe(2 * customers);
    expect(trained.metrics.rocAucLow).toBeLessThan(0.5);
  });
});

describe('rows of one customer', () => {
  const customers = 500;
  const { random, y, columns } = draw(customers, 8);
  const left = (repeat(numeric('left', y), 4) as { values: Float64Array }).values;
  const months = (noise: number) =>
    columns.map((column) => repeat(column, 4, (v) => v + noise * random.normal()));
  const ids = numeric(
    'id',
    Array.from(left, (_, i) => 5000 + (((i % customers) * 7919) % 10_007)),
  );
  const aucOf = async (table: TrainingTable, more: Partial<TrainingOptions> = {}) => {
    const { trained } = await findClassifier(table, { ...options, ...more }, tools);
    return { auc: trained.metrics.rocAuc, trained };
  };

  it('never cross folds if an id names them, and the id is never learned from', async () => {
    const honest = await aucOf(tableOf(columns, y));
    const table = tableOf([...months(0.3), ids], left, ['id']);
    const { auc, trained } = await aucOf(table, { customerIds: ['id'] });
    expect(trained.model.columns.map(({ name }) => name)).not.toContain('id');
    expect(trained.repeats).toMatchObject({ ids: ['id'], ofOneCustomer: 3 * customers });
    expect(auc).toBeLessThan(honest.auc + 0.04);
    expect((await aucOf(tableOf(months(0.3), left))).auc).toBeGreaterThan(auc + 0.05);
  });

  it('never cross folds if an id under another name does', async () => {
    const { auc, trained } = await aucOf(tableOf([...months(0.5), { ...ids, name: 'xyz' }], left));
    expect(trained.leftOut).toMatchObject([{ column: 'xyz', reason: 'namesCustomers' }]);
    expect(trained.repeats).toMatchObject({ ids: ['xyz'], ofOneCustomer: 3 * customers });
    expect(auc).toBeLessThan((await aucOf(tableOf(columns, y))).auc + 0.04);
  });

  it('never cross folds if they are nearly equal', async () => {
    const { auc, trained } = await aucOf(tableOf(months(0.01), left));
    expect(trained.repeats.near).toBeGreaterThan(2.8 * customers);
    expect(auc).toBeLessThan((await aucOf(tableOf(columns, y))).auc + 0.04);
  });
});

describe('names', () => {
  it.each([
    ...[
      'Churn Reason',
      'cancellation_date',
      'EndDate',
      'end',
      'refundAmount',
      'final_bill',
      'duration',
      'call_duration',
    ],
    ...['Kündigungsgrund', 'Grund', 'Enddatum', 'motivo', 'motif', 'Fecha de baja', 'data_fim', 'reembolso'],
    ...['Austrittsdatum', 'Vertragsende', 'Schlussrechnung', 'Rückzahlung', 'Gesprächsdauer', 'Stornodatum'],
    ...['date_de_résiliation', 'Motif de départ', 'date fin contrat', 'durée de l’appel', 'dernière facture'],
    ...['duración de la llamada', 'devolución', 'fecha de salida', 'última factura', 'motivoBaja'],
    ...['data_recesso', 'data cessazione', 'durata chiamata', 'rimborso', 'fattura finale'],
    ...['data de saída', 'duração da chamada', 'encerramento', 'fatura final', 'motivo do cancelamento'],
    ...['einddatum', 'gespreksduur', 'reden_opzegging', 'laatste factuur', 'terugbetaling', 'eindfactuur'],
    ...['data zakończenia', 'powód', 'data_wypowiedzenia', 'zwrot', 'ostatnia płatność', 'czas rozmowy'],
    ...['deactivated_at', 'save_offer', 'unsubscribed on'],
  ])('"%s" is known only afterwards', (name) => {
    expect(soundsAfterTheFact(name)).toBe(true);
  });

  it.each([
    ...[
      'tenure',
      'Weekend visits',
      'gender',
      'Spend',
      'pending orders',
      'vendor',
      'friends',
      'Contract',
      'MonthlyCharges',
    ],
    ...['contract duration', 'finance', 'Grundpreis', 'exits'],
    ...[
      'callers',
      'Endkunde',
      'calls',
      'length of stay',
      'Dauerauftrag',
      'contrat',
      'factura',
      'Vertragsart',
    ],
    ...[
      'last login',
      'lastPurchase',
      'Lidmaatschap',
      'abonnement',
      'czas',
      'length',
      'department',
      'partner',
      'ultimo acceso',
    ],
  ])('"%s" may be known before', (name) => {
    expect(soundsAfterTheFact(name)).toBe(false);
  });

  it.each(['customer_id', 'CustomerID', 'KundenNr', 'account', 'client id', 'msisdn', 'email', 'id'])(
    '"%s" names somebody if its values repeat',
    (name) => {
      const facts = { name, type: 'NUMBER', role: 'FEATURE', missingCount: 0, distinctCount: 500 } as const;
      expect(isRepeatedId(facts, 2000)).toBe(true);
      expect(isRepeatedId(facts, 500)).toBe(false);
      expect(isRepeatedId({ ...facts, distinctCount: 12 }, 2000)).toBe(false);
    },
  );

  it.each(['account_length', 'number of calls', 'plan id', 'card type', 'balance'])(
    '"%s" does not',
    (name) => {
      const facts = { name, type: 'NUMBER', role: 'FEATURE', missingCount: 0, distinctCount: 500 } as const;
      expect(isRepeatedId(facts, 2000)).toBe(false);
    },
  );
});

it('takes no column for an id if that would leave too few customers', async () => {
  // Each number of visits has one answer and its neighbours have others, as if it named somebody, but all are near to one another.
  const rows = 600;
  const y = Float64Array.from({ length: rows }, (_, i) => Number([2, 3].includes(i % 5)));
  const spend = numeric(
    'spend',
    Array.from({ length: rows }, (_, i) => (i * 13) % 90),
  );
  const visits = numeric(
    'visits',
    Array.from({ length: rows }, (_, i) => (y[i] ? (i * 7) % 50 : 25 + ((i * 7) % 50))),
  );
  const { repeats, columns } = await prepareRows(tableOf([visits, spend], y), options);
  expect(repeats.ids).toEqual([]);
  expect(columns.map(({ name }) => name)).toEqual(['visits', 'spend']);
});
