import type { EventWords } from '#lib/churn/event-words.ts';
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

function calibration(curve: Curve, { past, gerund }: EventWords): View {
  const end = calibrationEnd(curve);
  return {
    key: 'calibration',
    name: 'Calibration',
    reading: `Do the predictions come true? On the dashed line, 30 of 100 customers scored at 30 % ${past}. Each dot is a tenth of the customers.`,
    xLabel: `Predicted chance of ${gerund}`,
    yLabel: `Share that ${past}`,
    domain: [0, end],
    reference: { name: 'Perfect', x: [0, end], y: [0, end] },
  };
}

const gains = ({ people }: EventWords): View => ({
  key: 'gains',
  name: 'Gains',
  reading: `The share of ${people} you reach for each share of customers you contact, likeliest first. The dashed line is contacting at random.`,
  xLabel: 'Customers contacted, likeliest first',
  yLabel: `Reached of ${people}`,
  domain: WHOLE,
  reference: { name: 'At random', x: WHOLE, y: WHOLE },
});

const roc = ({ people, others }: EventWords): View => ({
  key: 'roc',
  name: 'ROC',
  reading: `How many of ${people} are found against how many of ${others} are contacted unnecessarily, at every threshold. The dashed line is guessing.`,
  xLabel: `Contacted of ${others} (false positive rate)`,
  yLabel: `Found of ${people}`,
  domain: WHOLE,
  reference: { name: 'Guessing', x: WHOLE, y: WHOLE },
});

function precisionRecall(churnRate: number, { people }: EventWords): View {
  return {
    key: 'precision',
    name: 'Precision and recall',
    reading: `The share of contacts that reach one of the ${people} against the share of ${people} found, at every threshold. The dashed line is guessing.`,
    xLabel: `Found of ${people} (recall)`,
    yLabel: 'Contacts that reach one',
    domain: WHOLE,
    reference: { name: 'Guessing', x: WHOLE, y: [churnRate, churnRate] },
  };
}

/** The stored curves of a model, in reading order. */
export function curveViews(
  model: Pick<
    HonestyModel,
    'calibrationCurve' | 'gainsCurve' | 'rocCurve' | 'precisionRecallCurve' | 'churnRate' | 'words'
  >,
): CurveView[] {
  const { calibrationCurve, gainsCurve, rocCurve, precisionRecallCurve, churnRate, words } = model;
  return [
    ...(calibrationCurve ? [{ ...calibration(calibrationCurve, words), curve: calibrationCurve }] : []),
    ...(gainsCurve ? [{ ...gains(words), curve: gainsCurve }] : []),
    ...(rocCurve ? [{ ...roc(words), curve: rocCurve }] : []),
    ...(precisionRecallCurve ? [{ ...precisionRecall(churnRate, words), curve: precisionRecallCurve }] : []),
  ];
}
