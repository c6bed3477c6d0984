import type { Actor, EntityType } from '../../events/schemas/vocabulary.ts';
import type { ProfileEstimate } from './estimate.ts';
import type { ColumnFigures, QualityFigures, RuleResult } from './figures.ts';

/** One measurement of an entity's data. */
export interface Profile extends QualityFigures, ProfileComparison {
  id: string;
  tenantId: string;
  entityType: EntityType;
  entityId: string;
  /** 1, 2, 3 … for each entity. */
  number: number;
  runId: string;
  createdAt: Date;
  rowCount: number;
  durationSeconds: number;
  triggeredBy: Actor;
  /** How far the figures may be from those of all rows; null: all rows were counted. */
  estimate: ProfileEstimate | null;
  columns: ColumnFigures[];
  rules: RuleResult[];
}

/** What a profile is compared with, and the next one. All null: a version that did not decide it has made the profile. */
export interface ProfileComparison {
  /** See `ProfileLine`. */
  bindingKey: string | null;
  rulesKey: string | null;
  /** The earlier profile from which the score has dropped; null: it has not. */
  droppedFromId: string | null;
  /** The reference of the next profile. */
  referenceId: string | null;
  referenceScore: number | null;
}

/** A profile without the figures of its columns and rules, which are most of it. */
export type ProfileSummary = Omit<Profile, 'columns' | 'rules'>;
