const SAMPLE_BYTES = 256 * 1024;
const LINE_FEED = 10;

/** About how many rows a file has, without its header, from the lines at its start; null if it is no text in lines. */
export async function estimateRows(file: Blob): Promise<number | null> {
  const sample = new Uint8Array(await file.slice(0, SAMPLE_BYTES).arrayBuffer());
  const header = sample.indexOf(LINE_FEED) + 1;
  let lines = 0;
  let end = header;
  for (let at = header; at < sample.length; at += 1) {
    if (sample[at] !== LINE_FEED) continue;
    lines += 1;
    end = at + 1;
  }
  return lines === 0 ? null : Math.round((lines * (file.size - header)) / (end - header));
}
