import * as z from 'zod';

import { isStorable } from './storable-text.ts';

/** The closed lists of words used in events. The GraphQL enums are made from the same lists. */
export const EVENT_SOURCES = [
  'kernel.scheduler',
  'metadata-studio.api',
  'metadata-studio.approval',
  'etl.pipeline',
  'finance.service',
  'bff.graphql',
  'agent.profiler',
  'system.migration',
] as const;
/** The sources under which other systems may report; a token may narrow them. */
export const PRODUCER_SOURCES = ['etl.pipeline', 'finance.service', 'agent.profiler'] as const satisfies EventSource[];
export const ENTITY_TYPES = ['METADATA', 'KPI', 'GLOSSARY', 'BUSINESS_RULE', 'TAG', 'LINEAGE'] as const;
export const TIERS = ['tier1', 'tier2', 'tier3', 'tier4', 'tier5'] as const;
export const PRIORITIES = ['low', 'normal', 'high', 'critical'] as const;
export const REFRESH_TYPES = ['full', 'incremental', 'snapshot'] as const;
export const CHANGE_KINDS = ['CREATE', 'UPDATE', 'DEPRECATE'] as const;
export const QUALITY_GRADES = ['A', 'B', 'C', 'D', 'F'] as const;
export const ACTOR_TYPES = ['HUMAN', 'SYSTEM', 'AGENT'] as const;
export const DUE_REASONS = ['SCHEDULE', 'MANUAL'] as const;
export const QUALITY_DIMENSIONS = ['completeness', 'uniqueness', 'validity'] as const;

export type EventSource = (typeof EVENT_SOURCES)[number];
export type EntityType = (typeof ENTITY_TYPES)[number];
export type Tier = (typeof TIERS)[number];
export type Priority = (typeof PRIORITIES)[number];
export type ChangeKind = (typeof CHANGE_KINDS)[number];
export type QualityGrade = (typeof QUALITY_GRADES)[number];
export type QualityDimension = (typeof QUALITY_DIMENSIONS)[number];

/** Longest name of any governed thing, in characters: what a person can still read in a list. */
export const MAX_NAME_LENGTH = 200;

export const entityTypeSchema = z.enum(ENTITY_TYPES);
export const tierSchema = z.enum(TIERS);
export const changeKindSchema = z.enum(CHANGE_KINDS);
export const gradeSchema = z.enum(QUALITY_GRADES);
const storable = z.string().refine(isStorable, 'contains a character that cannot be stored');
/** The part of the rule for storable texts that JSON Schema can express. */
const WITHOUT_NUL = { pattern: '^[^\\u0000]*$' };
export const nameSchema = storable.min(1).max(MAX_NAME_LENGTH).meta(WITHOUT_NUL);
export const idSchema = storable.min(1).max(MAX_NAME_LENGTH).meta(WITHOUT_NUL);
/** RFC 3339 in UTC, as `Date.prototype.toISOString` writes it. */
export const timestampSchema = z.iso.datetime();
/** RFC 3339 with any offset from UTC; becomes a time in UTC. */
export const zonedTimestampSchema = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((time) => time.getUTCFullYear() >= 1970 && time.getUTCFullYear() <= 9999, 'must be between 1970 and 9999');
/** 0..100 with one decimal. */
export const scoreSchema = z.number().min(0).max(100);
export const countSchema = z.int().nonnegative();
export const secondsSchema = z.number().nonnegative();

export const actorSchema = z.strictObject({ actorId: idSchema, actorType: z.enum(ACTOR_TYPES) });
/** The actor. */
export type Actor = z.infer<typeof actorSchema>;
