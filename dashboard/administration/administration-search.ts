export const ADMINISTRATION_TABS = [
  'webhooks',
  'dead-letters',
  'subscribers',
  'retention',
  'replay',
  'import',
] as const;
export type AdministrationTab = (typeof ADMINISTRATION_TABS)[number];

/** The part of the page's state that its URL contains. */
export interface AdministrationSearch {
  /** Left out: the first. */
  tab?: AdministrationTab;
  /** Id of the webhook whose deliveries are shown. */
  webhook?: string;
}

/** Reads it from a URL; what makes no sense is left out. */
export function readAdministrationSearch(search: Record<string, unknown>): AdministrationSearch {
  const tab = ADMINISTRATION_TABS.find((each) => each === search.tab);
  const { webhook } = search;
  return {
    ...(tab && tab !== ADMINISTRATION_TABS[0] && { tab }),
    ...(!tab || tab === ADMINISTRATION_TABS[0] ? typeof webhook === 'string' && { webhook } : undefined),
  };
}
