import type { Page } from 'playwright-core';

import { until } from '../until.ts';

/** Presses the button below the list of events until there are none that are older. */
export async function showAllEvents(page: Page): Promise<void> {
  const older = page.getByRole('button', { name: 'Show older', exact: true });
  const loading = page.getByRole('button', { name: 'Loading', exact: true });
  await until('the oldest event', async () => {
    if (await older.isVisible()) {
      // It may begin to load, or go, before it is pressed: then the next look says what is there.
      await older.click({ timeout: 1_000 }).catch(() => undefined);
      return false;
    }
    return !(await loading.isVisible()) && !(await older.isVisible());
  });
}
