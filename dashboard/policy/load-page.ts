/** The rules of a policy are made with Zod, whose settings must be made before they are loaded. */
export async function loadPolicyPage() {
  await import('../change/zod-settings.ts');
  return import('./policy-page.tsx');
}
