/** Whose inbox it is. */
export interface NotificationOwner {
  tenantId: string;
  recipient: string;
}

/** How an inbox stands at one moment. */
export interface NotificationHead {
  /** Names the life of the numbers: a position of another inbox never fits. */
  epoch: string;
  lastNumber: number;
  unreadCount: number;
}
