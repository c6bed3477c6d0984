import type { Entity } from '../../domain/entities/entity.ts';
import type { Columns } from '../../domain/incidents/conditions/judge-schema.ts';
import { VOLUME_PROFILES } from '../../domain/incidents/conditions/judge-volume.ts';
import type { Verdicts } from '../../domain/incidents/conditions/verdict.ts';
import { isAccepted, judgeMeasured, knownColumns } from '../../domain/incidents/judging/judge-measured.ts';
import type { TierMonitoringPolicy } from '../../domain/monitoring/monitoring-policy.ts';
import type { Profile } from '../../domain/profiling/profile.ts';
import type { Db } from '../../store/database/drizzle.ts';
import { findEntitiesById } from '../../store/entities/entities.ts';
import type { IncidentRow } from '../../store/incidents/incident-changes.ts';
import { findLastIncidents } from '../../store/incidents/open-incidents.ts';
import { findProfilesBefore } from '../../store/incidents/watch/compared-profiles.ts';
import type { IncidentWatch } from '../../store/incidents/watch/incident-watch.ts';
import { findProfilesById } from '../../store/profiling/profiles.ts';

export interface JudgedProfile {
  profile: Profile;
  /** To whose present binding the profile belongs. */
  entity: Entity;
  watch: IncidentWatch;
  policy: TierMonitoringPolicy;
  /** Null: always. */
  boundSince: Date | null;
}

/** What a new profile says about each cause, and what is to be known when the next one is judged. */
export async function judgeProfile(
  db: Db,
  { profile, entity, watch, policy, boundSince }: JudgedProfile,
): Promise<{ verdicts: Verdicts; watch: IncidentWatch }> {
  const { dataset, tenantId, id, canonicalKey: name } = entity;
  const previous = await findProfilesBefore(db, profile, { boundSince, limit: VOLUME_PROFILES.most });
  const last = await findLastIncidents(db, tenantId, id, boundSince);
  const ownMinimums = await findOwnMinimums(db, profile);
  const acceptedVolume = await acceptedProfile(db, last.get('VOLUME'));
  const columns = columnsOf(profile);
  const accepted = await acceptedProfile(db, last.get('SCHEMA'));
  const normal =
    knownColumns(last, watch, previous, accepted && columnsOf(accepted)) ??
    (await columnsOfEarlier(db, tenantId, previous[0]?.id)) ??
    columns;
  const judged = judgeMeasured({
    ...{ profile: { ...profile, columns }, name, policy, watch, last, previous, acceptedVolume, normal, ownMinimums },
    dataset: { schema: dataset?.schema ?? '', table: dataset?.table ?? '' },
    isScoreJudged: isOpen(last.get('SCORE')) && last.get('SCORE')?.profileId === profile.id,
  });
  return { verdicts: judged.verdicts, watch: { ...watch, ...judged.watch, profileNumber: profile.number } };
}

function isOpen(incident: IncidentRow | undefined): boolean {
  return incident !== undefined && incident.status !== 'RESOLVED';
}

/** The profile whose figures a person has accepted as normal, or has said to be no trouble. */
async function acceptedProfile(db: Db, incident: IncidentRow | undefined): Promise<Profile | undefined> {
  if (!incident || !isAccepted(incident) || incident.profileId === null) return undefined;
  return (await findProfilesById(db, incident.tenantId, [incident.profileId]))[0];
}

async function columnsOfEarlier(db: Db, tenantId: string, id: string | undefined): Promise<Columns | undefined> {
  if (id === undefined) return undefined;
  const [profile] = await findProfilesById(db, tenantId, [id]);
  return profile && columnsOf(profile);
}

function columnsOf({ columns }: Pick<Profile, 'columns'>): Columns {
  return columns.map(({ name, dataType }) => ({ name, dataType }));
}

/** Of the rules that some values fail: the share that the rule demands itself. */
async function findOwnMinimums(db: Db, { tenantId, rules }: Profile): Promise<Map<string, number>> {
  const ids = rules.filter(({ checked, passed }) => passed < checked).map(({ entityId }) => entityId);
  if (ids.length === 0) return new Map();
  const found = await findEntitiesById(db, tenantId, ids);
  return new Map(
    found.flatMap(({ id, definition }) => {
      const minimum = definition.businessRule?.minPassPercent;
      return minimum === undefined ? [] : [[id, minimum]];
    }),
  );
}
