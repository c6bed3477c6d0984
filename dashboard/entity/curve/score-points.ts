import type { EntityName } from '../../entities/entity-type.ts';
import type { QualityGrade } from '../../gql/types.ts';
import type { LiveEvent } from '../../live/live.ts';

/** The figures of one profile. */
export interface ScorePoint {
  id: string;
  atMs: number;
  qualityScore: number;
  qualityGrade: QualityGrade;
  completeness: number;
  uniqueness: number;
  validity: number;
  rowCount: number;
}

/** Each once, oldest first. */
export function mergePoints(known: readonly ScorePoint[], more: readonly ScorePoint[]): ScorePoint[] {
  const byId = new Map([...known, ...more].map((point) => [point.id, point]));
  return [...byId.values()].sort((a, b) => a.atMs - b.atMs);
}

/** The points from a time on, and the last before it, whose score holds until then. */
export function pointsSince(points: readonly ScorePoint[], fromMs: number) {
  const first = points.findIndex(({ atMs }) => atMs >= fromMs);
  const index = first === -1 ? points.length : first;
  return { shown: points.slice(index), before: points[index - 1] };
}

/** The point that an event brings, if it is about a new profile of this entity. */
export function pointOfEvent(event: LiveEvent, name: EntityName): ScorePoint | undefined {
  if (event.__typename !== 'MetadataProfileCompletedEvent') return undefined;
  const { payload, entity, createdAt } = event;
  if (payload.entityType !== name.entityType || payload.canonicalKey !== name.canonicalKey) return undefined;
  const latest = entity?.latestProfile;
  return {
    id: payload.profileId,
    // Of a profile that is no longer the newest, only the time of its event is known.
    atMs: Date.parse(latest?.id === payload.profileId ? latest.createdAt : createdAt),
    qualityScore: payload.qualityScore,
    qualityGrade: payload.qualityGrade,
    completeness: payload.completeness,
    uniqueness: payload.uniqueness,
    validity: payload.validity,
    rowCount: payload.rowCount,
  };
}
