import type { EntityType, Tier } from '../../../events/schemas/vocabulary.ts';
import type { Dataset, EntityStatus } from '../../entities/entity.ts';
import type { ProfileLine, ScoredProfile } from '../../profiling/judging/reference-score.ts';
import type { Profile } from '../../profiling/profile.ts';
import type { judgeFailure } from '../conditions/judge-failure.ts';
import type { Columns } from '../conditions/judge-schema.ts';
import type { Incident, IncidentCause, IncidentResolution } from '../incident.ts';
import type { BoundThen } from '../judging/incident-progress.ts';

/** Times are milliseconds since 1970. */

/** What the conditions read of a profile. */
export interface MeasuredProfile extends Pick<Profile, 'id' | 'number' | 'rowCount' | 'estimate' | 'qualityScore'> {
  createdAtMs: number;
  /** When its run began; null: that is not known. */
  startedAtMs: number | null;
  columns: Columns;
  /** The rules that some values failed, and those that had nothing to check. */
  rules: Profile['rules'];
  /** By the id of the rule: the share that it demanded itself when the profile was made. */
  ownMinimums: ReadonlyMap<string, number>;
  /** Null: a version that knew of no lines has made it. */
  line: ProfileLine | null;
  /** With which the next profile was compared. */
  reference: ScoredProfile | null;
}

/** An entity from some time on. */
export interface SubjectState {
  fromMs: number;
  tier: Tier;
  status: EntityStatus;
  dataset: Dataset | null;
  /** How old a refresh of it may be, as the entity states it; null: it states nothing. */
  freshnessHours: number | null;
  /** Since when it was bound to that; null: always. */
  boundSinceMs: number | null;
}

/** An incident as it was when the period began. */
export interface EarlierIncident
  extends BoundThen, Pick<Incident, 'cause' | 'tier' | 'status' | 'resolution' | 'severity' | 'summary'> {
  openedAtMs: number;
  ruleId: string | null;
  reference: Incident['reference'];
  /** The profile that showed it last. */
  shown: ShownBy | null;
}

export type ShownBy = Pick<MeasuredProfile, 'number' | 'columns'>;

/** An announced failure. */
export interface RecordedFailure {
  atMs: number;
  payload: Parameters<typeof judgeFailure>[0];
}

/** That a person resolved an incident. */
export interface PersonalResolution {
  atMs: number;
  cause: IncidentCause;
  resolution: IncidentResolution;
}

/** What is known of an entity in the period of a simulation, apart from its profiles in it. */
export interface IncidentHistory {
  entityId: string;
  entityType: EntityType;
  canonicalKey: string;
  /** In order; the first one holds from before the period. */
  states: readonly SubjectState[];
  /** The last profiles before the period, newest first, at most seven. */
  profilesBefore: readonly MeasuredProfile[];
  /** The newest incident of each cause before the period. */
  incidentsBefore: readonly EarlierIncident[];
  /** The columns that are normal now; null: none were measured. */
  columnsNow: Columns | null;
  /** In the period, in order. */
  failures: readonly RecordedFailure[];
  /** Since it began, in order, also after its end. */
  resolutions: readonly PersonalResolution[];
  /** Of a business rule: whether other entities were active that were bound to its table, or to its column or all columns. */
  isCovered: (by: 'table' | 'column', dataset: Dataset, atMs: number) => boolean;
  /** When, after a time, an entity began or ceased to be active with a binding to the table, in order. */
  coverChanges: (dataset: Dataset, afterMs: number) => readonly number[];
}
