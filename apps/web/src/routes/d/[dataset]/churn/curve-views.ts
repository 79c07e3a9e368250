import type { EventInWords } from '#lib/churn/messages.ts';
import type { HonestyModel } from './churn.documents';
import { say } from './messages';
import { modelInWords } from './model-words';

/** A curve as parallel columns. */
type Curve = NonNullable<HonestyModel['rocCurve']>;

/** One curve, with what is needed to read it. */
export interface CurveView {
  readonly key: string;
  readonly name: string;
  readonly reading: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly domain: [number, number];
  readonly curve: Curve;
  /** The line of a perfect model, or of guessing. */
  readonly reference: { readonly name: string; readonly x: readonly number[]; readonly y: readonly number[] };
}

type View = Omit<CurveView, 'curve'>;

const WHOLE: [number, number] = [0, 1];

/** The end of the calibration axes: the next tenth above every point, so that small rates fill the chart. */
function calibrationEnd(curve: Curve): number {
  return Math.min(1, Math.ceil(Math.max(...curve.x, ...curve.y, 0.05) * 10) / 10);
}

function calibration(curve: Curve, words: EventInWords): View {
  const end = calibrationEnd(curve);
  const { name, reading, x, y, reference } = say().curves.calibration;
  return {
    ...{ key: 'calibration', name, reading: reading(words), xLabel: x(words), yLabel: y(words) },
    domain: [0, end],
    reference: { name: reference, x: [0, end], y: [0, end] },
  };
}

function gains(words: EventInWords): View {
  const { name, reading, x, y, reference } = say().curves.gains;
  return {
    ...{ key: 'gains', name, reading: reading(words), xLabel: x, yLabel: y(words) },
    domain: WHOLE,
    reference: { name: reference, x: WHOLE, y: WHOLE },
  };
}

function roc(words: EventInWords): View {
  const { name, reading, x, y } = say().curves.roc;
  return {
    ...{ key: 'roc', name, reading: reading(words), xLabel: x(words), yLabel: y(words) },
    domain: WHOLE,
    reference: { name: say().curves.guessing, x: WHOLE, y: WHOLE },
  };
}

function precisionRecall(churnRate: number, words: EventInWords): View {
  const { name, reading, x, y } = say().curves.precision;
  return {
    ...{ key: 'precision', name, reading: reading(words), xLabel: x(words), yLabel: y },
    domain: WHOLE,
    reference: { name: say().curves.guessing, x: WHOLE, y: [churnRate, churnRate] },
  };
}

/** The stored curves of a model, in reading order. */
export function curveViews(
  model: Pick<
    HonestyModel,
    'calibrationCurve' | 'gainsCurve' | 'rocCurve' | 'precisionRecallCurve' | 'churnRate' | 'words'
  >,
): CurveView[] {
  const { calibrationCurve, gainsCurve, rocCurve, precisionRecallCurve, churnRate } = model;
  const words = modelInWords(model);
  return [
    ...(calibrationCurve ? [{ ...calibration(calibrationCurve, words), curve: calibrationCurve }] : []),
    ...(gainsCurve ? [{ ...gains(words), curve: gainsCurve }] : []),
    ...(rocCurve ? [{ ...roc(words), curve: rocCurve }] : []),
    ...(precisionRecallCurve ? [{ ...precisionRecall(churnRate, words), curve: precisionRecallCurve }] : []),
  ];
}
