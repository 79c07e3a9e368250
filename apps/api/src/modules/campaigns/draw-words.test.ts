import 'reflect-metadata';
import { expect, it } from 'vitest';
import { drawWords } from './draw-words.js';

const drawn = (madeOf: object, holdOutCount = 10) =>
  drawWords({ holdOutCount, seed: '5', madeOf: madeOf as Parameters<typeof drawWords>[0]['madeOf'] });

it('says by what the arms were balanced', () => {
  expect(drawn({ balancedOn: ['segment', 'risk band', 'third of value'] })).toBe(
    'Who is left alone was drawn by seed 5, the same share of every segment, risk band and third of value (stratified).',
  );
  expect(drawn({ balancedOn: ['segment'] })).toBe(
    'Who is left alone was drawn by seed 5, the same share of every segment (stratified).',
  );
  expect(drawn({ balancedOn: [] })).toBe('Who is left alone was drawn by seed 5, from all alike.');
});

it('says of a list of an earlier release what that did, and of nobody that it is nobody', () => {
  expect(drawn({ model: { id: 'm', version: 1 }, segmentation: null })).toContain('every risk band (str');
  expect(drawn({ balancedOn: ['segment'] }, 0)).toBe('Nobody is left alone.');
});

it('says how many kept the arm of an earlier list', () => {
  expect(drawn({ balancedOn: ['segment'], keptArms: 1200 })).toBe(
    '1,200 of its customers are in the arm that an earlier list by seed 5 had put them in; who of the others is left alone was drawn, the same share of every segment (stratified).',
  );
});
