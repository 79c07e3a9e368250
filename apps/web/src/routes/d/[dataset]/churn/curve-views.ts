import type { HonestyModel } from './churn.documents';

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

function calibration(curve: Curve): View {
  const end = calibrationEnd(curve);
  return {
    key: 'calibration',
    name: 'Calibration',
    reading:
      'Do the predictions come true? On the dashed line, 30 of 100 customers scored at 30 % left. Each dot is a tenth of the customers.',
    xLabel: 'Predicted chance of leaving',
    yLabel: 'Share that left',
    domain: [0, end],
    reference: { name: 'Perfect', x: [0, end], y: [0, end] },
  };
}

const gains: View = {
  key: 'gains',
  name: 'Gains',
  reading:
    'The share of leavers you reach for each share of customers you call, riskiest first. The dashed line is calling at random.',
  xLabel: 'Customers called, riskiest first',
  yLabel: 'Leavers reached',
  domain: WHOLE,
  reference: { name: 'At random', x: WHOLE, y: WHOLE },
};

const roc: View = {
  key: 'roc',
  name: 'ROC',
  reading:
    'Leavers found against stayers called unnecessarily, at every threshold. The dashed line is guessing.',
  xLabel: 'Stayers called (false positive rate)',
  yLabel: 'Leavers found',
  domain: WHOLE,
  reference: { name: 'Guessing', x: WHOLE, y: WHOLE },
};

function precisionRecall(churnRate: number): View {
  return {
    key: 'precision',
    name: 'Precision and recall',
    reading:
      'The share of calls that reach a leaver against the share of leavers found, at every threshold. The dashed line is guessing.',
    xLabel: 'Leavers found (recall)',
    yLabel: 'Calls that reach a leaver',
    domain: WHOLE,
    reference: { name: 'Guessing', x: WHOLE, y: [churnRate, churnRate] },
  };
}

/** The stored curves of a model, in reading order. */
export function curveViews(
  model: Pick<
    HonestyModel,
    'calibrationCurve' | 'gainsCurve' | 'rocCurve' | 'precisionRecallCurve' | 'churnRate'
  >,
): CurveView[] {
  const { calibrationCurve, gainsCurve, rocCurve, precisionRecallCurve, churnRate } = model;
  return [
    ...(calibrationCurve ? [{ ...calibration(calibrationCurve), curve: calibrationCurve }] : []),
    ...(gainsCurve ? [{ ...gains, curve: gainsCurve }] : []),
    ...(rocCurve ? [{ ...roc, curve: rocCurve }] : []),
    ...(precisionRecallCurve ? [{ ...precisionRecall(churnRate), curve: precisionRecallCurve }] : []),
  ];
}
