import type { Dashboard } from '../test/open-dashboard';
import { type TimeFigures, timeFigures } from './time-figures';

/** How long no request may have been running before all answers are taken to be there. */
const QUIET_MS = 200;

/** Moves the slider of the segments screen by its keys: from the key to the last answer that the page gets, by its own clock. */
export async function measureOtherK(
  { page, visit, settled }: Dashboard,
  datasetId: string,
  times: number,
): Promise<TimeFigures> {
  await visit(`/d/${datasetId}/segments`);
  const slider = page.getByRole('slider', { name: 'Segments' });
  const took: number[] = [];
  await slider.focus();
  let key = 'ArrowRight';
  for (let i = 0; i < times; i++) {
    const value = Number(await slider.inputValue());
    const [least, most] = [
      Number(await slider.getAttribute('min')),
      Number(await slider.getAttribute('max')),
    ];
    if (value >= most) key = 'ArrowLeft';
    else if (value <= least) key = 'ArrowRight';
    const start = await page.evaluate(() => {
      performance.clearResourceTimings();
      return performance.now();
    });
    const answered = page.waitForResponse((response) => response.url().endsWith('/graphql'));
    await page.keyboard.press(key);
    await answered;
    await settled();
    await page.waitForTimeout(QUIET_MS);
    const end = await page.evaluate(() =>
      Math.max(
        ...(performance.getEntriesByType('resource') as PerformanceResourceTiming[])
          .filter(({ name }) => name.endsWith('/graphql'))
          .map(({ responseEnd }) => responseEnd),
      ),
    );
    took.push(end - start);
  }
  return timeFigures(took);
}
