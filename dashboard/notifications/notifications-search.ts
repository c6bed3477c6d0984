/** The part of the page's state that its URL contains. */
export interface NotificationsSearch {
  /** Also those that were read. */
  show?: 'all';
}

/** Reads it from a URL; what makes no sense is left out. */
export function readNotificationsSearch({ show }: Record<string, unknown>): NotificationsSearch {
  return show === 'all' ? { show } : {};
}
