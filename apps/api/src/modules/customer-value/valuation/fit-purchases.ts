import {
  type BgNbdModel,
  DegenerateDataError,
  type Forecast,
  fitBgNbd,
  fitGammaGamma,
  fitNbd,
  fitShrunkenValue,
  forecastPurchases,
  forecastShrunkenValue,
  forecastValue,
  type GammaGammaModel,
  multiplyForecasts,
  type NbdModel,
  type PurchaseForecast,
  type PurchaseValues,
  type ShrunkenValueModel,
} from '@holdfast/ml-core';
import type { PurchaseColumns } from './purchase-facts.js';

/** How much is bought and what it is worth, as it was fitted. */
export interface FittedPurchases {
  readonly purchases: BgNbdModel | NbdModel;
  /** Null where there is no money in the purchases. */
  readonly worth: GammaGammaModel | ShrunkenValueModel | null;
  /** What is not returned, as a share of what is bought. */
  readonly keptShare: number;
  /** Why a model is not the one that was tried first, in words. */
  readonly reasons: readonly string[];
}

/** What customers will buy, and what it will be worth to the company. */
export interface ForecastValues {
  readonly purchases: PurchaseForecast;
  /** Without returns; null without money. */
  readonly value: Forecast | null;
}

/** Fits both models, or their shrunken averages where they are degenerate. Null where too few customers came back to say anything. */
export function fitPurchases(
  { histories, values }: PurchaseColumns,
  { isMoney, returnedShare }: { readonly isMoney: boolean; readonly returnedShare: number },
): FittedPurchases | null {
  const reasons: string[] = [];
  try {
    const bgNbd = fitBgNbd(histories);
    if (bgNbd.degenerate !== null) reasons.push(`BG/NBD was not used: ${bgNbd.degenerate}.`);
    return {
      purchases: bgNbd.degenerate === null ? bgNbd : fitNbd(histories),
      worth: isMoney ? fitWorth(values, reasons) : null,
      keptShare: 1 - returnedShare,
      reasons,
    };
  } catch (error) {
    if (error instanceof DegenerateDataError) return null;
    throw error;
  }
}

function fitWorth(values: PurchaseValues, reasons: string[]): FittedPurchases['worth'] {
  try {
    const model = fitGammaGamma(values);
    if (model.degenerate === null) return model;
    reasons.push(`Gamma-gamma was not used: ${model.degenerate}.`);
  } catch (error) {
    if (!(error instanceof DegenerateDataError)) throw error;
    reasons.push(`Gamma-gamma was not used: ${error.message}.`);
  }
  try {
    return fitShrunkenValue(values);
  } catch (error) {
    if (error instanceof DegenerateDataError) return null;
    throw error;
  }
}

/** What is expected of customers over the days after their histories end. */
export function forecastOf(
  { purchases: model, worth, keptShare }: FittedPurchases,
  { histories, values }: PurchaseColumns,
  days: number,
): ForecastValues {
  const purchases = forecastPurchases(model, histories, days);
  if (worth === null) return { purchases, value: null };
  const each =
    worth.kind === 'gammaGamma' ? forecastValue(worth, values) : forecastShrunkenValue(worth, values);
  const { expected, low, high } = multiplyForecasts(purchases, each);
  const kept = (amounts: Float64Array) => amounts.map((amount) => amount * keptShare);
  return { purchases, value: { expected: kept(expected), low: kept(low), high: kept(high) } };
}

/** As JSON keeps it: typed arrays as plain ones. */
export function toJson({ purchases, worth, ...rest }: FittedPurchases): object {
  const plain = <M extends object>(model: M) =>
    'covariance' in model ? { ...model, covariance: [...(model.covariance as Float64Array)] } : model;
  return { ...rest, purchases: plain(purchases), worth: worth && plain(worth) };
}

/** The inverse of `toJson`. */
export function fromJson(stored: object): FittedPurchases {
  const { purchases, worth, ...rest } = stored as FittedPurchases;
  const typed = <M extends object>(model: M): M =>
    'covariance' in model
      ? { ...model, covariance: Float64Array.from(model.covariance as Float64Array) }
      : model;
  return { ...rest, purchases: typed(purchases), worth: worth && typed(worth) };
}
