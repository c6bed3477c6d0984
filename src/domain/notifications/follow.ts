/** An actor who wants to be notified of what happens to an entity. */
export interface Follow {
  tenantId: string;
  actorId: string;
  entityId: string;
  followedAt: Date;
}
