/** Who writes. */
export interface Author {
  tenantId: string;
  actorId: string;
}

/** The drafts of one person in one tab. A form is named for what it is about. */
export function draftKey({ tenantId, actorId }: Author, ...about: readonly string[]): string {
  return `metadata-governance.draft ${JSON.stringify([tenantId, actorId, ...about])}`;
}
