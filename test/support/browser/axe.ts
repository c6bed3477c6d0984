import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What a person who cannot see, hear or point would stumble over on the page, in a line each. */
export async function findBarriers(page: Page): Promise<string[]> {
  // By the protocol of the debugger: the page's own policy lets no foreign script in.
  if (await page.evaluate('!globalThis.axe')) await page.evaluate(axe.source);
  const { violations }: AxeResults = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary}`),
  );
}
