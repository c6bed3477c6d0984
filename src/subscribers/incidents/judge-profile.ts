import type { Entity } from '../../domain/entities/entity.ts';
import { judgeRules } from '../../domain/incidents/conditions/judge-rules.ts';
import { type Columns, judgeSchema } from '../../domain/incidents/conditions/judge-schema.ts';
import { judgeScore } from '../../domain/incidents/conditions/judge-score.ts';
import { judgeVolume, VOLUME_PROFILES } from '../../domain/incidents/conditions/judge-volume.ts';
import { UNKNOWN, type Verdict, type Verdicts } from '../../domain/incidents/conditions/verdict.ts';
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
  const previous = await findProfilesBefore(db, profile, { boundSince, limit: VOLUME_PROFILES.most });
  const [newest, oldest] = [previous[0], previous.at(-1)];
  // What is known of another dataset, or from before incidents were kept, is compared with nothing.
  const isKnown = oldest !== undefined && oldest.number <= watch.profileNumber;
  const { dataset, tenantId, id } = entity;
  const [schemaName, tableName] = [dataset?.schema ?? '', dataset?.table ?? ''];
  const table = `${schemaName}.${tableName}`;
  const last = await findLastIncidents(db, tenantId, id, boundSince);

  const ownMinimums = await findOwnMinimums(db, profile);
  const openRule = openOf(last.get('RULE'));
  const rules = judgeRules({ profile, table: tableName, policy, ownMinimums, openRuleId: openRule?.ruleId ?? null });

  const lastVolume = last.get('VOLUME');
  const since = await acceptedProfile(db, lastVolume);
  const volume = judgeVolume({
    ...{ profile, table, policy, openReference: openOf(lastVolume)?.reference?.rowCount },
    // What was accepted is normal from then on, and what was before it no longer counts.
    previous: since ? previous.filter(({ number }) => number >= since.number) : previous,
  });

  const columns = columnsOf(profile);
  const lastSchema = last.get('SCHEMA');
  const accepted = await acceptedProfile(db, lastSchema);
  const normal = accepted
    ? columnsOf(accepted)
    : (openOf(lastSchema)?.reference?.columns ??
      (isKnown ? watch.columns : null) ??
      (await columnsOfEarlier(db, tenantId, newest?.id)) ??
      columns);
  const schema = judgeSchema({ columns, normal, table, policy });

  const lastScore = openOf(last.get('SCORE'));
  const reference = lastScore?.reference?.score ?? (isKnown ? watch.pendingScore : null);
  // The drop may have been announced, and judged, before the profile itself.
  const isJudged = lastScore?.profileId === profile.id;
  const score = isJudged
    ? UNKNOWN
    : judgeScore({ score: profile.qualityScore, reference, name: entity.canonicalKey, policy });

  return {
    verdicts: { RULE: rules, VOLUME: volume, SCHEMA: schema, SCORE: score },
    watch: { ...watch, columns: normal, pendingScore: pendingAfter(score, reference), profileNumber: profile.number },
  };
}

function pendingAfter(score: Verdict, reference: number | null): number | null {
  return score.kind === 'TROUBLE' ? reference : null;
}

function openOf(incident: IncidentRow | undefined): IncidentRow | undefined {
  return incident?.status === 'RESOLVED' ? undefined : incident;
}

/** The profile whose figures a person has accepted as normal, or has said to be no trouble. */
async function acceptedProfile(db: Db, incident: IncidentRow | undefined): Promise<Profile | undefined> {
  if (incident?.resolution !== 'ACCEPTED' && incident?.resolution !== 'FALSE_ALARM') return undefined;
  if (incident.profileId === null) return undefined;
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
