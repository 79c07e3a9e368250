/** What the choice depends on. */
interface Candidate {
  readonly id: string;
  readonly status: string;
  readonly createdAt: string;
}

/** The dataset to open first: the newest that is ready, else the newest; undefined if there is none. */
export function newestDataset<Dataset extends Candidate>(datasets: readonly Dataset[]): Dataset | undefined {
  const newestFirst = [...datasets].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return newestFirst.find(({ status }) => status === 'READY') ?? newestFirst[0];
}
