/** Whose notifications they are. */
export interface NotificationOwner {
  tenantId: string;
  recipient: string;
}

/** How far an owner's notifications have come at one moment. */
export interface NotificationHead {
  /** Epoch of the numbers: a position of another owner never matches. */
  epoch: string;
  lastNumber: number;
  unreadCount: number;
}
