import type { HonestyModel } from './churn.documents';

/** A curve as parallel columns. */
type Curve = NonNullable<HonestyModel['rocCurve']>;

/** One curve with what it takes to read it. */
export interface CurveView {
  readonly key: string;
  readonly name: string;
  readonly reading: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly domain: [number, number];
  readonly curve: Curve;
  /** What a perfect or a guessing model would draw. */
  readonly reference: { readonly name: string; readonly x: readonly number[]; readonly y: readonly number[] };
}

type View = Omit<CurveView, 'curve'>;

const WHOLE: [number, number] = [0, 1];

/** The end of the calibration picture: the next tenth above everything drawn, so that small rates fill it. */
function calibrationEnd(curve: Curve): number {
  return Math.min(1, Math.ceil(Math.max(...curve.x, ...curve.y, 0.05) * 10) / 10);
}

function calibration(curve: Curve): View {
  const end = calibrationEnd(curve);
  return {
    key: 'calibration',
    name: 'Calibration',
    reading:
      'Do the probabilities come true? On the dashed line, of 100 customers scored 30 %, 30 left. Each dot is a tenth of the customers.',
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
    'Calling the riskiest first: how many of all leavers are reached by calling how many of all customers. The dashed line is calling at random.',
  xLabel: 'Customers called, riskiest first',
  yLabel: 'Leavers reached',
  domain: WHOLE,
  reference: { name: 'At random', x: WHOLE, y: WHOLE },
};

const roc: View = {
  key: 'roc',
  name: 'ROC',
  reading: 'Every threshold: leavers found against stayers called for nothing. The dashed line is guessing.',
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
      'Every threshold: of those called, how many would leave, against how many of the leavers are found. The dashed line is guessing.',
    xLabel: 'Leavers found (recall)',
    yLabel: 'Right calls',
    domain: WHOLE,
    reference: { name: 'Guessing', x: WHOLE, y: [churnRate, churnRate] },
  };
}

/** The curves of a model that were stored, in the order in which a reader asks. */
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
