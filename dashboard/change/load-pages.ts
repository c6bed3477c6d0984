/**
 * The rules of changes are made with Zod. It would compile them to code, which the page's policy forbids and reports, so
 * that is turned off before they are loaded.
 */
async function withoutCompiling<M>(load: () => Promise<M>): Promise<M> {
  await import('./zod-settings.ts');
  return load();
}

export const loadChangePage = () => withoutCompiling(() => import('./change-page.tsx'));
export const loadNewEntityPage = () => withoutCompiling(() => import('./new-entity-page.tsx'));
