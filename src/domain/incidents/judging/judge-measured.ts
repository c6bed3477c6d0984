import type { TierMonitoringPolicy } from '../../monitoring/monitoring-policy.ts';
import type { Profile } from '../../profiling/profile.ts';
import { judgeRules } from '../conditions/judge-rules.ts';
import { type Columns, judgeSchema } from '../conditions/judge-schema.ts';
import { judgeScore } from '../conditions/judge-score.ts';
import { judgeVolume } from '../conditions/judge-volume.ts';
import { UNKNOWN, type Verdict, type Verdicts } from '../conditions/verdict.ts';
import type { Incident, IncidentCause } from '../incident.ts';

/** What is known of an incident when a profile is judged. */
export type KnownIncident = Pick<Incident, 'status' | 'resolution' | 'ruleId' | 'reference'>;

/** The newest incident of each cause since the entity has its binding, which may be resolved. */
export type LastIncidents = ReadonlyMap<IncidentCause, KnownIncident>;

/** What is kept of an entity from one profile to the next. */
export interface Watched {
  /** Number of the last profile that was judged; 0: none was. */
  profileNumber: number;
  /** The columns that are normal; null: none were measured yet. */
  columns: Columns | null;
  /** The score from which it fell while no alarms were raised. */
  pendingScore: number | null;
}

type Counted = Pick<Profile, 'number' | 'rowCount' | 'estimate'>;

export interface MeasuredJudged {
  profile: Pick<Profile, 'rowCount' | 'estimate' | 'qualityScore' | 'rules'> & { columns: Columns };
  /** Canonical key of the entity, and the table that was measured. */
  name: string;
  dataset: { schema: string; table: string };
  policy: TierMonitoringPolicy;
  watch: Watched;
  last: LastIncidents;
  /** The profiles before it of the same binding, newest first, at most seven. */
  previous: readonly Counted[];
  /** What a person has accepted as normal: see `isAccepted`. */
  acceptedVolume: Pick<Profile, 'number'> | undefined;
  /** See `knownColumns`. */
  normal: Columns;
  /** By the id of the rule: the share that it demands itself. */
  ownMinimums: ReadonlyMap<string, number>;
  /** Its drop has been announced, and judged, before the profile itself. */
  isScoreJudged: boolean;
}

/** What a new profile says about each cause, and what is to be known when the next one is judged. */
export function judgeMeasured(judged: MeasuredJudged): {
  verdicts: Verdicts;
  watch: Pick<Watched, 'columns' | 'pendingScore'>;
} {
  const { profile, name, dataset, policy, watch, last, previous, acceptedVolume, normal, ownMinimums } = judged;
  const table = `${dataset.schema}.${dataset.table}`;
  const openRuleId = openOf(last, 'RULE')?.ruleId ?? null;
  const rules = judgeRules({ profile, table: dataset.table, policy, ownMinimums, openRuleId });
  const volume = judgeVolume({
    ...{ profile, table, policy, openReference: openOf(last, 'VOLUME')?.reference?.rowCount },
    // What was accepted is normal from then on, and what was before it no longer counts.
    previous: acceptedVolume ? previous.filter(({ number }) => number >= acceptedVolume.number) : previous,
  });
  const schema = judgeSchema({ columns: profile.columns, normal, table, policy });
  const reference = openOf(last, 'SCORE')?.reference?.score ?? (isKnown(watch, previous) ? watch.pendingScore : null);
  const score = judged.isScoreJudged ? UNKNOWN : judgeScore({ score: profile.qualityScore, reference, name, policy });
  return {
    verdicts: { RULE: rules, VOLUME: volume, SCHEMA: schema, SCORE: score },
    watch: { columns: normal, pendingScore: pendingAfter(score, reference) },
  };
}

/** The columns that are normal; undefined: those of the profile before, or the measured ones if there is none. */
export function knownColumns(
  last: LastIncidents,
  watch: Watched,
  previous: readonly Pick<Profile, 'number'>[],
  accepted: Columns | undefined,
): Columns | undefined {
  const open = openOf(last, 'SCHEMA')?.reference?.columns;
  return accepted ?? open ?? (isKnown(watch, previous) ? (watch.columns ?? undefined) : undefined);
}

/** Whether a person has said that what the incident showed last is normal, or was no trouble. */
export function isAccepted(incident: Pick<Incident, 'resolution'> | undefined): boolean {
  return incident?.resolution === 'ACCEPTED' || incident?.resolution === 'FALSE_ALARM';
}

/** What is known of another dataset, or from before incidents were kept, is compared with nothing. */
function isKnown({ profileNumber }: Watched, previous: readonly Pick<Profile, 'number'>[]): boolean {
  const oldest = previous.at(-1);
  return oldest !== undefined && oldest.number <= profileNumber;
}

function openOf(last: LastIncidents, cause: IncidentCause): KnownIncident | undefined {
  const incident = last.get(cause);
  return incident?.status === 'RESOLVED' ? undefined : incident;
}

function pendingAfter(score: Verdict, reference: number | null): number | null {
  return score.kind === 'TROUBLE' ? reference : null;
}
