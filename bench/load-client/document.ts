/** What a dashboard subscribes to: the same document for every contender. */
export const DOCUMENT = `subscription Profiles($filter: StreamFilter, $after: String) {
  profileCompleted(filter: $filter, after: $after) {
    cursor id createdAt
    payload { entityType entityId canonicalKey tier qualityScore qualityGrade completeness rowCount duration }
  }
}`;

/** The canonical key of one of many entities. */
export function keyOf(index: number): string {
  return `entity_${index}`;
}
