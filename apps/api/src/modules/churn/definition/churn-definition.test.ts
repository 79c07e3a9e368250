import { describe, expect, it } from 'vitest';
import { describeDefinition, resolveDefinition } from './churn-definition.js';
import type { DefinitionColumn } from './definition-request.js';

const column = (part: Partial<DefinitionColumn> & { name: string }): DefinitionColumn => ({
  type: 'CATEGORY',
  role: 'FEATURE',
  missingCount: 0,
  distinctCount: 2,
  min: null,
  max: null,
  topValues: [],
  ...part,
});
const values = (counts: Record<string, number>) =>
  Object.entries(counts).map(([value, count]) => ({ value, count }));

const churn = column({ name: 'Churn', role: 'CHURN_LABEL', topValues: values({ No: 700, Yes: 300 }) });
const recency = column({ name: 'Recency', type: 'NUMBER', distinctCount: 100, min: 0, max: 99 });
const tariff = column({ name: 'Tariff', distinctCount: 3, topValues: values({ A: 500, B: 300, C: 200 }) });
const columns = [churn, recency, tariff];

const churned = {
  kind: 'label',
  column: 'Churn',
  positiveValues: ['Yes'],
  unknownValues: [],
  event: 'LEFT',
  words: null,
} as const;

const refusal = (code: string, message: string, field?: string[]) =>
  expect.objectContaining({ code, message, ...(field && { field }) });

describe('what "left" means', () => {
  it('is the obvious value of the label column by default', () => {
    const definition = resolveDefinition(null, columns, 1000);
    expect(definition).toEqual({ ...churned, positiveValues: ['Yes'] });
    expect(describeDefinition(definition)).toBe('Churn is "Yes"');
  });

  it('is described as yes or no for a yes/no column', () => {
    expect(describeDefinition({ ...churned, positiveValues: ['true'] })).toBe('Churn is yes');
  });

  it('is a rule if one is given', () => {
    const rule = { column: 'Recency', operator: 'GT', value: 60 } as const;
    const definition = resolveDefinition({ rule }, columns, 1000);
    expect(definition).toEqual({ kind: 'rule', ...rule, event: 'LEFT', words: null });
    expect(describeDefinition(definition)).toBe('Recency > 60');
  });

  it('is refused if no column says it', () => {
    expect(() => resolveDefinition(null, [recency], 1000)).toThrow(
      expect.objectContaining({ code: 'NO_LABEL' }),
    );
  });

  it('is refused for an unknown column, with a list of the columns', () => {
    expect(() => resolveDefinition({ labelColumn: 'Left' }, columns, 1000)).toThrow(
      refusal('UNKNOWN_COLUMN', 'No column is named "Left"; the columns are Churn, Recency, Tariff.', [
        'definition',
        'labelColumn',
      ]),
    );
  });

  it('is refused for a label with three classes or one, naming them', () => {
    expect(() => resolveDefinition({ labelColumn: 'Tariff' }, columns, 1000)).toThrow(
      refusal(
        'LABEL_NOT_BINARY',
        '"Tariff" has 3 values ("A", "B", "C"); a churn label has 2: left and stayed. Say with positiveValues which of them mean that it happened.',
      ),
    );
    const same = column({ name: 'Same', distinctCount: 1, topValues: values({ No: 1000 }) });
    expect(() => resolveDefinition({ labelColumn: 'Same' }, [same], 1000)).toThrow(
      refusal('LABEL_NOT_BINARY', '"Same" has one value, "No"; a churn label has 2: left and stayed.'),
    );
  });

  it('is refused below 200 known customers', () => {
    const gaps = { ...churn, missingCount: 801 };
    expect(() => resolveDefinition(null, [gaps], 1000)).toThrow(
      refusal(
        'TOO_FEW_ROWS',
        '"Churn" is known for 199 customers; at least 200 are needed to train a model.',
      ),
    );
    const empty = { ...churn, missingCount: 1000 };
    expect(() => resolveDefinition(null, [empty], 1000)).toThrow(
      expect.objectContaining({ code: 'ALL_VALUES_MISSING' }),
    );
  });

  it('is refused if one of the classes is nearly empty', () => {
    const rare = { ...churn, topValues: values({ No: 991, Yes: 9 }) };
    expect(() => resolveDefinition(null, [rare], 1000)).toThrow(/occurs 9 times; at least 10 /);
  });

  it.each([
    ['GT', 99, 'nobody'],
    ['GTE', 0, 'everyone'],
    ['LT', 0, 'nobody'],
    ['LTE', 99, 'everyone'],
    ['EQ', 100, 'nobody'],
  ] as const)('is refused for a rule %s %d, which holds for %s', (operator, value, whom) => {
    const rule = { column: 'Recency', operator, value };
    expect(() => resolveDefinition({ rule }, columns, 1000)).toThrow(
      expect.objectContaining({
        code: 'LABEL_NOT_BINARY',
        message: expect.stringMatching(`holds for ${whom}: "Recency" is between 0 and 99\\.`),
      }),
    );
  });

  it('is refused for a rule on a column without numbers, and for a rule together with a label', () => {
    const onText = { rule: { column: 'Tariff', operator: 'GT', value: 1 } } as const;
    expect(() => resolveDefinition(onText, columns, 1000)).toThrow(
      /"Tariff" is a CATEGORY; a rule compares a NUMBER/,
    );
    const both = { labelColumn: 'Churn', rule: { column: 'Recency', operator: 'GT', value: 60 } } as const;
    expect(() => resolveDefinition(both, columns, 1000)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });
});
