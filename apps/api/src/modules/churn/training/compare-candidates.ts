import {
  brierScore,
  type CrossFitted,
  type TrainedClassifier as FoldModel,
  type ImbalanceStrategy,
  rocAuc,
} from '@holdfast/ml-core';
import { SETTINGS, type Settings } from './candidate-settings.js';
import { inWords } from './candidate-words.js';
import { describeQuality } from './describe-quality.js';
import { type CandidateFits, type CandidateRecipe, createCandidateFits } from './fit-candidates.js';
import { type Heat, planHeats } from './heats.js';
import type { ComparisonTools, JudgedRows } from './judged-rows.js';
import { challenge, type HeatScores, raceCandidates, SAME_AUC, SAME_BRIER, type Standing } from './race.js';
import { chooseSettings, type FoundSettings, searchSettings } from './search-settings.js';
import type { Algorithm, Candidate, TrainingOptions, TriedSettings } from './training.types.js';

export { penalised } from './fit-candidates.js';
export type { ComparisonTools, JudgedRows, KnownRows } from './judged-rows.js';

/** The candidates in the order they were tried, and the out-of-fold probabilities of the chosen one. */
export interface Comparison {
  readonly candidates: readonly Candidate[];
  readonly chosen: Candidate;
  /** The ridge penalty of a logistic regression for each row that it learns from. */
  readonly ridge: number | null;
  /** The settings of the chosen one's trees. */
  readonly settings: Settings;
  /** The fold of each judged row in what follows. */
  readonly folds: Int32Array;
  readonly outOfFold: CrossFitted;
  /** For each fold, the model trained without it. */
  readonly foldModels: readonly FoldModel[];
}

const ALGORITHMS: readonly Algorithm[] = ['logisticRegression', 'randomForest', 'gradientBoosting'];
const STRATEGIES: readonly ImbalanceStrategy[] = [
  'classWeight',
  'randomOverSample',
  'randomUnderSample',
  'smote',
];

/** SMOTE's time grows with the square of the rarer class; above this many rows it is tried only on request. */
const MAX_SMOTE_ROWS = 5000;

/** From this share of the rarer answer on there is nothing to balance. */
const BALANCED = 0.4;

/**
 * Of more rows, settings for few would cost more than they bring: on the 7,043 of Telco a training would take twice the time
 * for 0.003 of AUC.
 */
const FEW_ROWS = 4000;

/** Heats that are taken to lie ahead, whenever one is asked for. */
const HEATS_AHEAD = 6;

/**
 * Finds the candidate whose calibrated probabilities have the lowest Brier score, because they are multiplied by money;
 * within 0.5 % of it, the one with the highest AUC; within 0.002 of that, the simplest: logistic regression, then forest,
 * then boosting. What cannot win is not tried to the end:
 *
 * 1. Of few rows, where a fit takes a tenth of a second, boosting is tried with settings for few; see `chooseSettings`.
 * 2. The algorithms race over heats: 8,000 of many rows, one fold, two folds; see `raceCandidates`.
 * 3. The trees that are left get other settings where these are better by more than noise; see `searchSettings`.
 * 4. If several algorithms are left, they are compared on all folds.
 * 5. The imbalance strategies challenge the winner, and are kept where they are better by more than noise.
 *
 * The luck that made one of several win is in its figures: it is judged once more, on folds that nothing was chosen on.
 */
export async function compareCandidates(
  rows: JudgedRows,
  options: Pick<TrainingOptions, 'algorithm' | 'imbalance' | 'seed'>,
  tools: ComparisonTools,
): Promise<Comparison> {
  const { estimators } = tools;
  const heats = planHeats(rows);
  const fits = createCandidateFits(options.seed, tools);
  const { last, run } = watch(fits, tools);
  const algorithms = options.algorithm === 'auto' ? algorithmsOf(estimators) : [options.algorithm];
  const imbalance = options.imbalance === 'auto' ? 'none' : options.imbalance;
  const entries = algorithms.map((algorithm) => enter({ algorithm, imbalance, settings: {} }));
  const early = [...heats.sample, ...heats.first];

  if (options.algorithm === 'auto' && rows.y.length <= FEW_ROWS) {
    await search(entries, { fits }, ({ recipe }) =>
      chooseSettings(recipe, SETTINGS[recipe.algorithm].ofFewRows, heats.settings, run),
    );
  }
  await race(entries, early, { fits, run });
  if (options.algorithm === 'auto') await improve(entries, heats.settings, { fits, run });
  await race(entries, heats.first.slice(-1), { fits, run });
  const finalists = entries.filter(({ standing }) => standing === null);
  if (finalists.length > 1) for (const { recipe } of finalists) await run(recipe, heats.all);
  let winner = finalists.length > 1 ? best(finalists, last) : finalists[0]!;
  for (const { recipe } of finalists) if (recipe !== winner.recipe) fits.forget(recipe);

  if (options.imbalance === 'auto') {
    const changes = strategiesFor(rows.y).map((strategy) => enter({ ...winner.recipe, imbalance: strategy }));
    entries.push(...changes);
    winner = await defend(winner, changes, early.length > 0 ? early : [heats.all], { fits, run });
  }
  const { recipe } = winner;
  const isChoice = entries.length > 1 || winner.tried.length > 0;
  if (isChoice) fits.forget(recipe);
  const folds = isChoice ? rows.freshFolds : rows.folds;
  const { outOfFold, models } = await run(recipe, { ...heats.all, rows: { ...rows, folds } });
  const candidates = entries.map((entry) => describe(entry, { last, fits, chosen: entry === winner }));
  return {
    candidates,
    chosen: candidates[entries.indexOf(winner)]!,
    ridge: recipe.algorithm === 'logisticRegression' ? fits.ridgeOf(heats.all.rows) : null,
    settings: recipe.settings,
    folds,
    outOfFold,
    foldModels: models,
  };
}

/** A candidate in the comparison. */
interface Entry {
  recipe: CandidateRecipe;
  tried: readonly TriedSettings[];
  /** How it stood when it went no further; null while it may win. */
  standing: Standing<CandidateRecipe, Heat> | null;
}

interface Runner {
  readonly fits: CandidateFits;
  readonly run: CandidateFits['run'];
}

function enter(recipe: CandidateRecipe): Entry {
  return { recipe, tried: [], standing: null };
}

/** Says what is tried, and keeps what each candidate predicted in its last heat of the most rows. */
function watch(fits: CandidateFits, { progress }: ComparisonTools) {
  const last = new Map<CandidateRecipe, HeatScores>();
  let fitted = 0;
  const run: CandidateFits['run'] = async (recipe, heat) => {
    // How many heats there will be is not known before they are run.
    progress(fitted / (fitted + HEATS_AHEAD), `Trying ${inWords(recipe)}`);
    const found = await fits.run(recipe, heat);
    fitted++;
    // Not those of a smaller heat, if one follows.
    if (found.y.length >= (last.get(recipe)?.y.length ?? 0)) {
      last.set(recipe, { y: found.y, probabilities: found.probabilities });
    }
    return found;
  };
  return { last, run };
}

async function race(entries: readonly Entry[], heats: readonly Heat[], { fits, run }: Runner): Promise<void> {
  const field = entries.filter(({ standing }) => standing === null).map(({ recipe }) => recipe);
  const { out } = await raceCandidates(field, heats, run);
  for (const entry of entries) {
    if (!out.has(entry.recipe)) continue;
    entry.standing = out.get(entry.recipe)!;
    fits.forget(entry.recipe);
  }
}

/**
 * Searches the settings of the trees that are left, where they have left the straight line behind: where it does as well,
 * settings would not make trees worth their price.
 */
async function improve(
  entries: readonly Entry[],
  heats: readonly Heat[],
  { fits, run }: Runner,
): Promise<void> {
  const left = entries.filter(({ standing }) => standing === null);
  if (left.some(({ recipe }) => recipe.algorithm === 'logisticRegression')) return;
  const usual = left.filter(({ tried }) => !tried.some(({ kept }) => kept));
  await search(usual, { fits }, ({ recipe }) =>
    searchSettings(recipe, SETTINGS[recipe.algorithm], heats, run),
  );
}

/** Gives entries the settings that are found for them. */
async function search(
  entries: readonly Entry[],
  { fits }: Pick<Runner, 'fits'>,
  find: (entry: Entry) => Promise<FoundSettings>,
): Promise<void> {
  for (const entry of entries) {
    const { recipe, tried } = await find(entry);
    if (recipe !== entry.recipe) fits.forget(entry.recipe);
    entry.recipe = recipe;
    entry.tried = [...entry.tried, ...tried];
  }
}

/** The winner after changes to it were tried. */
async function defend(
  base: Entry,
  changes: readonly Entry[],
  heats: readonly Heat[],
  { fits, run }: Runner,
): Promise<Entry> {
  const recipes = changes.map(({ recipe }) => recipe);
  const { winner, standings } = await challenge(base.recipe, recipes, heats, run);
  for (const entry of changes) {
    if (entry.recipe === winner) continue;
    entry.standing = standings.get(entry.recipe)!;
    fits.forget(entry.recipe);
  }
  return changes.find(({ recipe }) => recipe === winner) ?? base;
}

/** Of those compared on all folds: the rule is that of `compareCandidates`. */
function best(entries: readonly Entry[], last: ReadonlyMap<CandidateRecipe, HeatScores>): Entry {
  const figures = entries.map((entry) => {
    const { y, probabilities } = last.get(entry.recipe)!;
    return { entry, brier: brierScore(y, probabilities), auc: rocAuc(y, probabilities) };
  });
  const lowest = Math.min(...figures.map(({ brier }) => brier));
  const near = figures.filter(({ brier }) => brier <= lowest * SAME_BRIER);
  const highest = Math.max(...near.map(({ auc }) => auc));
  return near.find(({ auc }) => auc >= highest - SAME_AUC)!.entry;
}

function describe(
  { recipe, tried, standing }: Entry,
  {
    last,
    fits,
    chosen,
  }: {
    readonly last: ReadonlyMap<CandidateRecipe, HeatScores>;
    readonly fits: CandidateFits;
    readonly chosen: boolean;
  },
): Candidate {
  const { algorithm, imbalance } = recipe;
  const { y, probabilities } = last.get(recipe)!;
  return {
    algorithm,
    imbalance,
    metrics: describeQuality(y, probabilities),
    rows: y.length,
    fitSeconds: fits.secondsOf(recipe),
    chosen,
    wentNoFurther: standing && toldOf(standing),
    settings: tried,
  };
}

function toldOf({
  rival,
  heat: _,
  outcome,
  ...figures
}: Standing<CandidateRecipe, Heat>): Candidate['wentNoFurther'] {
  if (outcome === 'BETTER') return null;
  return { ...figures, outcome, rival: { algorithm: rival.algorithm, imbalance: rival.imbalance } };
}

/** The algorithms that an engine's estimators offer. */
export function algorithmsOf({ fitGradientBoosting }: ComparisonTools['estimators']): readonly Algorithm[] {
  return fitGradientBoosting ? ALGORITHMS : ALGORITHMS.filter((name) => name !== 'gradientBoosting');
}

function strategiesFor(y: Uint8Array): readonly ImbalanceStrategy[] {
  const positives = y.reduce((sum, label) => sum + label, 0);
  const rarer = Math.min(positives, y.length - positives);
  if (rarer > BALANCED * y.length) return [];
  return rarer <= MAX_SMOTE_ROWS ? STRATEGIES : STRATEGIES.filter((name) => name !== 'smote');
}
