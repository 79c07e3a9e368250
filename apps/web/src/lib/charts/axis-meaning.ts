import { formatList } from '#lib/format/words.ts';
import { say } from './messages';

/** What one end of an axis means: the features that grow, and those that shrink, towards it. */
export interface AxisMeaning {
  readonly more: readonly string[];
  readonly less: readonly string[];
}

/** A feature is named when its loading is at least this share of the largest. */
const NAMED_SHARE = 0.6;
const MOST_NAMED = 3;

/**
 * What moving along a principal component means, from its loadings: at most three features, the strongest first,
 * each at least 0.6 times as strong as the strongest.
 */
export function axisMeaning(loadings: readonly number[], features: readonly string[]): AxisMeaning {
  const order = loadings
    .map((loading, index) => ({ loading, feature: features[index] ?? '' }))
    .sort((a, b) => Math.abs(b.loading) - Math.abs(a.loading));
  const floor = NAMED_SHARE * Math.abs(order[0]?.loading ?? 0);
  const named = order
    .slice(0, MOST_NAMED)
    .filter(({ loading }) => loading !== 0 && Math.abs(loading) >= floor);
  return {
    more: named.filter(({ loading }) => loading > 0).map(({ feature }) => feature),
    less: named.filter(({ loading }) => loading < 0).map(({ feature }) => feature),
  };
}

/** The meaning as the label of an axis, with at most `most` features on a side: "more wine and meat; less children". */
export function axisLabel({ more, less }: AxisMeaning, most = MOST_NAMED): string {
  const list = (features: readonly string[]) =>
    formatList(features.slice(0, most).map((name) => say().feature(name)));
  return say().axis(list(more), list(less));
}

/** Labels of an axis from long to short: three features a side, two, one, and of one side alone. */
export function axisLabels(meaning: AxisMeaning): string[] {
  const { more, less } = meaning;
  const oneSided = { more: more.slice(0, 1), less: more.length > 0 ? [] : less.slice(0, 1) };
  return [...[3, 2, 1].map((most) => axisLabel(meaning, most)), axisLabel(oneSided)];
}
