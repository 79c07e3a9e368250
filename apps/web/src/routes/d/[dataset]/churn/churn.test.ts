import { describe, expect, it } from 'vitest';
import { wordsOf } from '#lib/churn/event-words.ts';
import { curveViews } from './curve-views';
import { gainAt } from './gain-at';
import { meaningOf, suggestDefinition, toDefinition, withMeaning } from './train-form';
import { waitingModel } from './waiting-model';

describe('the gain of a number of contacts', () => {
  const columns = {
    contacts: [0, 10, 20, 40],
    expectedEvents: [0, 6, 10, 14],
    expectedGain: [0, 100, 150, 130],
  };

  it('is that of the curve at its points, and in proportion between them', () => {
    expect(gainAt(columns, 20)).toEqual({ expectedEvents: 10, expectedGain: 150 });
    expect(gainAt(columns, 15)).toEqual({ expectedEvents: 8, expectedGain: 125 });
    expect(gainAt(columns, 0)).toEqual({ expectedEvents: 0, expectedGain: 0 });
  });

  it('is the last beyond the end, and has no money where none is told', () => {
    expect(gainAt({ ...columns, expectedGain: null }, 99)).toEqual({
      expectedEvents: 14,
      expectedGain: null,
    });
  });
});

describe('a newly trained model', () => {
  const model = (version: number, stage: 'CANDIDATE' | 'CHAMPION' | 'ARCHIVED', rest: object = {}) => ({
    ...{ id: `v${version}`, version, stage, status: 'COMPLETED' as const, createdAt: '2026-01-01' },
    ...{ algorithm: 'AUTO' as const, imbalance: 'AUTO' as const, definition: 'Churn is yes', metrics: null },
    ...{ warnings: [] as { code: string; message: string; column: null }[], comparison: null },
    ...rest,
  });
  const champion = model(1, 'CHAMPION');

  it('that is worse than the champion waits, with the difference in words', () => {
    const second = model(2, 'CANDIDATE', { comparison: { better: false, sentence: 'It is worse.' } });
    const failed = model(3, 'CANDIDATE', { status: 'FAILED' });
    expect(waitingModel([failed, second, champion], 'v1')).toEqual({
      model: second,
      reason: 'It is worse.',
      usable: true,
    });
  });

  it('that is too weak cannot be used, and says why', () => {
    const warnings = [{ code: 'MODEL_TOO_WEAK', message: 'It guesses.', column: null }];
    const found = waitingModel([model(2, 'CANDIDATE', { warnings }), champion], 'v1');
    expect(found).toMatchObject({ reason: 'It guesses.', usable: false });
  });

  it('that is the champion, or was, or has none beside it does not wait', () => {
    expect(waitingModel([champion], 'v1')).toBeUndefined();
    expect(waitingModel([model(2, 'ARCHIVED'), champion], 'v1')).toBeUndefined();
    expect(waitingModel([model(2, 'CANDIDATE')], null)).toBeUndefined();
  });
});

describe('the curves of a model', () => {
  const words = wordsOf({ champion: null });
  const curve = { x: [0.02, 0.31], y: [0.03, 0.29], threshold: null };

  it('start with whether the probabilities come true, on axes that end just above them', () => {
    const [first] = curveViews({
      calibrationCurve: curve,
      gainsCurve: curve,
      rocCurve: curve,
      precisionRecallCurve: curve,
      churnRate: 0.2,
      words,
    });
    expect(first).toMatchObject({ key: 'calibration', domain: [0, 0.4] });
  });

  it('are only those that were stored', () => {
    const views = curveViews({
      calibrationCurve: null,
      gainsCurve: null,
      rocCurve: curve,
      precisionRecallCurve: null,
      churnRate: 0.2,
      words,
    });
    expect(views.map(({ key }) => key)).toEqual(['roc']);
  });

  it('compare precision with guessing at the churn rate', () => {
    const views = curveViews({
      calibrationCurve: null,
      gainsCurve: null,
      rocCurve: null,
      precisionRecallCurve: curve,
      churnRate: 0.2,
      words,
    });
    expect(views[0]?.reference.y).toEqual([0.2, 0.2]);
  });
});

describe('the meaning of left', () => {
  const column = (name: string, role: string, type = 'NUMBER', distinctCount = 100) => ({
    name,
    role,
    type,
    distinctCount,
  });

  it('is the churn label where one is known', () => {
    const form = suggestDefinition([
      column('Gender', 'FEATURE', 'CATEGORY', 2),
      column('Churn', 'CHURN_LABEL', 'BOOLEAN', 2),
    ]);
    expect(toDefinition(form)).toEqual({
      labelColumn: 'Churn',
      positiveValues: null,
      unknownValues: null,
      event: null,
      words: null,
    });
    expect(toDefinition({ ...form, positiveValues: ['a', 'b'], event: 'OTHER', words: ' renewed ' })).toEqual(
      {
        labelColumn: 'Churn',
        positiveValues: ['a', 'b'],
        unknownValues: null,
        event: 'OTHER',
        words: 'renewed',
      },
    );
  });

  it('is a two-valued column that sounds like leaving before any other', () => {
    const form = suggestDefinition([
      column('Gender', 'FEATURE', 'CATEGORY', 2),
      column('Exited', 'FEATURE', 'NUMBER', 2),
    ]);
    expect(form).toMatchObject({ kind: 'label', labelColumn: 'Exited' });
  });

  it('is a rule on how long ago somebody was seen where no column says it', () => {
    const form = suggestDefinition([column('Income', 'FEATURE'), column('Recency', 'FEATURE')]);
    expect(toDefinition({ ...form, value: 60 })).toEqual({
      rule: { column: 'Recency', operator: 'GT', value: 60 },
      event: null,
      words: null,
    });
  });
});

describe('what the values of a label mean', () => {
  const form = suggestDefinition([
    { name: 'state', role: 'CHURN_LABEL', type: 'CATEGORY', distinctCount: 4 },
  ]);
  const suggested = [
    { value: 'gone', happened: true },
    { value: 'here', happened: false },
    { value: '?', happened: null },
  ];

  it('is what the API takes them to mean, until somebody says it', () => {
    expect(suggested.map((level) => meaningOf(form, level, true))).toEqual(['yes', 'no', 'unknown']);
    const unclear = suggested.map((level) => ({ ...level, happened: null }));
    expect(unclear.map((level) => meaningOf(form, level, false))).toEqual(['no', 'no', 'no']);
  });

  it('changes one value at a time, and keeps what was suggested', () => {
    const held = withMeaning(form, suggested, 'here', 'unknown');
    expect(toDefinition(held)).toMatchObject({ positiveValues: ['gone'], unknownValues: ['here'] });
    expect(suggested.map((level) => meaningOf(held, level, true))).toEqual(['yes', 'unknown', 'unknown']);
    const back = withMeaning(held, suggested, 'here', 'yes');
    expect(toDefinition(back)).toMatchObject({ positiveValues: ['gone', 'here'], unknownValues: null });
    expect(suggested.map((level) => meaningOf(back, level, false))).toEqual(['yes', 'yes', 'no']);
  });
});
