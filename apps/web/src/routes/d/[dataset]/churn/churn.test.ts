import { describe, expect, it } from 'vitest';
import { curveViews } from './curve-views';
import { profitAt } from './profit-at';
import { suggestDefinition, toDefinition } from './train-form';

describe('the profit at a threshold', () => {
  const columns = {
    threshold: [0, 0.25, 0.5, 0.75],
    contacted: [100, 60, 20, 5],
    expectedSaved: [10, 9, 5, 2],
    expectedProfit: [50, 80, 60, 10],
  };

  it('is that of the lowest threshold at or above it', () => {
    expect(profitAt(columns, 0.25)?.contacted).toBe(60);
    expect(profitAt(columns, 0.26)).toEqual({
      threshold: 0.5,
      contacted: 20,
      expectedSaved: 5,
      expectedProfit: 60,
    });
  });

  it('agrees with a search from the front at every threshold', () => {
    for (let wanted = 0; wanted <= 0.75; wanted += 0.01) {
      const row = columns.threshold.findIndex((threshold) => threshold >= wanted);
      expect(profitAt(columns, wanted)?.contacted).toBe(columns.contacted[row]);
    }
  });

  it('is the last beyond the end, and none of nothing', () => {
    expect(profitAt(columns, 0.99)?.contacted).toBe(5);
    expect(profitAt({ threshold: [], contacted: [], expectedSaved: [], expectedProfit: [] }, 0.5)).toBeNull();
  });
});

describe('the curves of a model', () => {
  const curve = { x: [0.02, 0.31], y: [0.03, 0.29], threshold: null };

  it('start with whether the probabilities come true, on axes that end just above them', () => {
    const [first] = curveViews({
      calibrationCurve: curve,
      gainsCurve: curve,
      rocCurve: curve,
      precisionRecallCurve: curve,
      churnRate: 0.2,
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
    expect(toDefinition(form)).toEqual({ labelColumn: 'Churn', positiveValue: null });
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
    });
  });
});
