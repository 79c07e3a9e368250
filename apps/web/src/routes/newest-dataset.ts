/** What the choice looks at. */
interface Candidate {
  readonly id: string;
  readonly status: string;
  readonly createdAt: string;
}

/** The dataset to open first: the newest that is ready, else the newest at all; undefined of none. */
export function newestDataset<Dataset extends Candidate>(datasets: readonly Dataset[]): Dataset | undefined {
  const newestFirst = [...datasets].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return newestFirst.find(({ status }) => status === 'READY') ?? newestFirst[0];
}
