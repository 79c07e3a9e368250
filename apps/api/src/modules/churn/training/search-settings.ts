import type { SettingsLadder, SettingsStep } from './candidate-settings.js';
import type { CandidateRecipe } from './fit-candidates.js';
import { FOLDS } from './folds.js';
import type { Heat } from './heats.js';
import { challenge, type Run } from './race.js';
import type { TriedSettings } from './training.types.js';

/** The candidate with the settings that are kept, and all that were tried. */
export interface FoundSettings {
  readonly recipe: CandidateRecipe;
  readonly tried: readonly TriedSettings[];
}

/**
 * Tries other settings for a candidate, one step at a time, on one fold, two, and all: first towards models that say more;
 * towards such that say less if that does not help. A step is kept where its Brier score is surely lower. The steps take at
 * most the time of five fits with the usual settings, so that a candidate never gets dearer than twice its plain fit; what
 * would pass that is not tried.
 */
export async function searchSettings(
  usual: CandidateRecipe,
  { smaller, larger }: Pick<SettingsLadder, 'smaller' | 'larger'>,
  heats: readonly Heat[],
  run: Run<CandidateRecipe, Heat>,
): Promise<FoundSettings> {
  const tried: TriedSettings[] = [];
  let recipe = usual;
  let left: number = FOLDS;
  for (const steps of [larger, smaller]) {
    for (const { settings, words, cost } of steps) {
      const affordable = heats.filter(({ hold }) => cost * hold.length <= left);
      if (!affordable.some(({ hold }) => hold.length > 1)) break;
      const step = { ...usual, settings };
      const { winner, standings } = await challenge(recipe, [step], affordable, run);
      const { rival, heat, outcome, ...figures } = standings.get(step)!;
      left -= cost * heat.hold.length;
      tried.push({ words, ...figures, kept: winner === step });
      recipe = winner;
      if (winner !== step) break;
    }
    if (recipe !== usual) break;
  }
  return { recipe, tried };
}

/**
 * Tries settings for a candidate beside one another, on one fold, two, and all. Of those whose Brier score is surely lower,
 * the lowest is kept. For few rows: the steps may take several times the fits of the candidate.
 */
export async function chooseSettings(
  usual: CandidateRecipe,
  steps: readonly SettingsStep[],
  heats: readonly Heat[],
  run: Run<CandidateRecipe, Heat>,
): Promise<FoundSettings> {
  if (steps.length === 0 || heats.length === 0) return { recipe: usual, tried: [] };
  const recipes = steps.map(({ settings }) => ({ ...usual, settings }));
  const { winner, standings } = await challenge(usual, recipes, heats, run);
  const tried = recipes.map((recipe, i) => {
    const { rival: _, heat: __, outcome: ___, ...figures } = standings.get(recipe)!;
    return { words: steps[i]!.words, ...figures, kept: winner === recipe };
  });
  return { recipe: winner, tried };
}
