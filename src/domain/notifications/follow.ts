/** That somebody wants to be told of an entity. */
export interface Follow {
  tenantId: string;
  actorId: string;
  entityId: string;
  followedAt: Date;
}
