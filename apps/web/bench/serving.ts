import type { LookUpFigures } from './look-up-speed';
import type { MapFigures } from './map-speed';
import type { PageFigures } from './page-speed';
import type { QueryFigures } from './query-speed';
import type { ScoreFigures } from './score-speed';
import type { TeamFigures } from './team-speed';
import type { TimeFigures } from './time-figures';

/** What serving so many customers takes; what was not measured is not there. */
export interface Serving {
  readonly customers: number;
  /** Processor seconds of API and PostgreSQL from the upload until all jobs are done; null where data was kept. */
  readonly jobs: number | null;
  queries?: readonly QueryFigures[];
  maps?: readonly MapFigures[];
  pages?: readonly PageFigures[];
  otherK?: TimeFigures;
  scores?: readonly ScoreFigures[];
  lookUps?: { readonly ours: LookUpFigures; readonly bare: LookUpFigures };
  team?: readonly TeamFigures[];
  upserts?: TimeFigures;
  /** Bytes of the API's process at rest: before and after all that, without the training, and after that as well. */
  memory?: { readonly before: number; readonly after: number; readonly trained: number | null };
}
