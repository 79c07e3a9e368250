import { createRandom, type FeatureColumn } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { observeRates } from '../observed/observe-rates.js';
import { changeAttributes } from './change-attributes.js';

const ROWS = 2000;
const random = createRandom(3);

/** Lines, of which some have no broadband: then neither router nor films; an age with its band and a flag; fees that add up. */
const rows = Array.from({ length: ROWS }, () => {
  const line = ['fibre', 'copper', 'none'][random.integer(3)]!;
  const alter = 18 + random.integer(70);
  const [base, extra] = [10 + random.integer(300) / 10, random.integer(200) / 10];
  return {
    line,
    router: line === 'none' ? 'no broadband' : ['rented', 'own'][random.integer(2)]!,
    films: line === 'none' ? 'no broadband' : ['yes', 'no'][random.integer(2)]!,
    alter,
    band: alter < 30 ? 'young' : alter < 60 ? 'middle' : 'old',
    rentner: alter >= 65,
    ...{ base, extra, fee: base + extra },
    city: ['A', 'B', 'C'][random.integer(3)]!,
  };
});
type Row = (typeof rows)[number];

const category = (name: keyof Row): FeatureColumn => {
  const levels = [...new Set(rows.map((row) => String(row[name])))];
  return {
    kind: 'categorical',
    name,
    levels,
    codes: Int32Array.from(rows, (row) => levels.indexOf(String(row[name]))),
  };
};
const number = (name: keyof Row): FeatureColumn => ({
  kind: 'numeric',
  name,
  values: Float64Array.from(rows, (row) => Number(row[name])),
});
const columns = [
  ...(['line', 'router', 'films', 'band', 'city'] as const).map(category),
  ...(['alter', 'base', 'extra', 'fee', 'rentner'] as const).map(number),
];
const observed = observeRates(
  { rows: ROWS, columns },
  Uint8Array.from({ length: ROWS }, (_, i) => i % 2),
  columns.map(({ name, kind }) => ({
    name,
    type: name === 'rentner' ? 'BOOLEAN' : kind === 'numeric' ? 'NUMBER' : 'CATEGORY',
  })),
);
const given = {
  line: 'fibre',
  router: 'rented',
  films: 'yes',
  alter: 40,
  band: 'middle',
  rentner: false,
  base: 20,
  extra: 5,
  fee: 25,
  city: 'A',
};

describe('a change of attributes', () => {
  it('brings along what everybody with the new value has, and says so', () => {
    const { attributes, followed } = changeAttributes(observed, given, { line: 'none' });
    expect(attributes).toEqual({ ...given, line: 'none', router: 'no broadband', films: 'no broadband' });
    const without = rows.filter(({ line }) => line === 'none').length;
    expect(followed.map(({ text }) => text)).toEqual([
      `router follows from line none, with which all ${without} customers have it: no broadband instead of rented`,
      `films follows from line none, with which all ${without} customers have it: no broadband instead of yes`,
    ]);
  });

  it('leaves open what has several values with the new one, and what goes with it already', () => {
    const without = { ...given, line: 'none', router: 'no broadband', films: 'no broadband' };
    expect(changeAttributes(observed, without, { line: 'copper' }).followed).toEqual([]);
    expect(changeAttributes(observed, given, { line: 'copper' }).followed).toEqual([]);
  });

  it('moves bands and flags with the number that they are made of, and nothing else', () => {
    const { attributes, followed } = changeAttributes(observed, given, { alter: 84 });
    expect(attributes).toEqual({ ...given, alter: 84, band: 'old', rentner: true });
    expect(followed.map(({ feature, value }) => [feature, value])).toEqual([
      ['band', 'old'],
      ['rentner', 'yes'],
    ]);
  });

  it('keeps what is given with it, and computes numbers as before', () => {
    const kept = changeAttributes(observed, given, { line: 'none', router: 'own' });
    expect(kept.attributes).toEqual({ ...given, line: 'none', router: 'own', films: 'no broadband' });
    expect(changeAttributes(observed, given, { base: 30 }).attributes).toEqual({
      ...given,
      base: 30,
      fee: 35,
    });
  });

  it('brings nothing along where the training of an earlier release counted nothing', () => {
    expect(changeAttributes({}, given, { line: 'none' })).toEqual({
      attributes: { ...given, line: 'none' },
      followed: [],
    });
  });
});
