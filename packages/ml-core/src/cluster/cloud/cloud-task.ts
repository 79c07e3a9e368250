import type { NamedTask } from '../../parallel/run-in-slots.js';
import { type BriefFit, fitBriefly } from '../fit/fit-briefly.js';

/** For each k the labels of one table's rows, be it the rows or a cloud: all are clustered alike. */
export const clusterCloudTask: NamedTask<BriefFit, Uint8Array[]> = {
  name: 'clusterCloud',
  run: (fit) => fitBriefly(fit, (labels) => labels.slice()),
};
