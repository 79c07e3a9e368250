const same = <const Step extends string>(...steps: readonly Step[]) =>
  Object.fromEntries(steps.map((step) => [step, step])) as unknown as Record<Step, string>;

export const english = {
  /** The steps as jobs report and the table stores them; # stands for a number. */
  steps: same(
    'Reading the customers',
    'Trying every number of segments',
    'Describing the segments',
    'Finding rules that tell the segments',
    'Naming the segments',
    'Storing who is in which segment',
    'Done',
    'Deciding whether to train again',
    'Comparing them with those that the model learned from',
    'Reading the purchases',
    'Valuing # customers',
    'Storing the values',
    'Writing the file',
    'reading the file',
    'converting # rows',
    'counting values',
    'storing # customers',
    'Comparing it with the model in use',
    'Learning from shuffled outcomes, # of #',
    'Reading who left',
    'Training the best model on all customers',
    'Measuring what matters',
    'Judging the model on the customers here',
    'Scoring every customer',
  ),
  /** Before a candidate that is tried, as it is spoken of in English. */
  trying: (candidate: string) => `Trying ${candidate}`,
};

/** The messages of the room. */
export type English = typeof english;
