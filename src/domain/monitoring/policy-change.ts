import * as z from 'zod';

import { nameSchema, type Tier, TIERS } from '../../events/schemas/vocabulary.ts';
import type { FieldChange } from '../entities/entity.ts';
import type { Issue } from '../entities/entity-change.ts';
import { SEVERITIES } from '../entities/entity-definition.ts';
import { isTimeZone } from './local-time.ts';
import type { ExclusionWindow, MonitoringPolicy, TierMonitoringPolicy } from './monitoring-policy.ts';

/** What a policy says, apart from its number. */
export type PolicyContent = Omit<MonitoringPolicy, 'version'>;

/** Bounds of the figures of a policy. */
export const POLICY_BOUNDS = {
  staleAfterHours: { from: 1, to: 87_600 },
  cooldownHours: { from: 0, to: 87_600 },
  rowsChangedPercent: { from: 0, to: 1_000_000 },
  scoreDropPercent: { from: 0, to: 100 },
  volumeLowPercent: { from: 0, to: 100 },
  volumeHighPercent: { from: 100, to: 1_000_000 },
  freshnessFactor: { from: 1, to: 1_000 },
  minPassPercent: { from: 0, to: 100 },
} as const;

export const MAX_EXCLUSION_WINDOWS = 50;
export const MAX_WINDOW_MINUTES = 7 * 24 * 60;

const within = ({ from, to }: { from: number; to: number }) => {
  const message = `must be from ${from} to ${to}`;
  return z.number(message).min(from, message).max(to, message);
};
const distinct = (values: readonly unknown[]) => new Set(values).size === values.length;

/** In either spelling: `tier1` or `TIER1`. */
const tierSchema = z
  .string()
  .transform((tier) => tier.toLowerCase())
  .pipe(z.enum(TIERS));

const tierChangeSchema = z.strictObject({
  tier: tierSchema,
  staleAfterHours: within(POLICY_BOUNDS.staleAfterHours).optional(),
  cooldownHours: within(POLICY_BOUNDS.cooldownHours).optional(),
  rowsChangedPercent: within(POLICY_BOUNDS.rowsChangedPercent).optional(),
  scoreDropPercent: within(POLICY_BOUNDS.scoreDropPercent).optional(),
  volumeLowPercent: within(POLICY_BOUNDS.volumeLowPercent).nullable().optional(),
  volumeHighPercent: within(POLICY_BOUNDS.volumeHighPercent).nullable().optional(),
  freshnessFactor: within(POLICY_BOUNDS.freshnessFactor).nullable().optional(),
  watchSchema: z.boolean().optional(),
  minPassPercent: z
    .array(z.strictObject({ severity: z.enum(SEVERITIES), percent: within(POLICY_BOUNDS.minPassPercent).nullable() }))
    .refine((all) => distinct(all.map(({ severity }) => severity)), 'must name each severity once')
    .optional(),
});

const windowSchema: z.ZodType<ExclusionWindow> = z.strictObject({
  name: nameSchema.max(100),
  days: z
    .array(z.int().min(1).max(7))
    .min(1)
    .refine(distinct, 'must name each day once')
    .transform((days) => days.toSorted()),
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 23:30'),
  minutes: z.int().min(1).max(MAX_WINDOW_MINUTES),
  tiers: z.array(tierSchema).min(1).refine(distinct, 'must name each tier once').optional(),
});

/** Changes of a policy, as people propose them and as a setting gives them. What is left out stays as it is. */
export const policyChangeSchema = z.strictObject({
  tiers: z
    .array(tierChangeSchema)
    .refine((all) => distinct(all.map(({ tier }) => tier)), 'must name each tier once')
    .optional(),
  timeZone: z.string().max(100).refine(isTimeZone, 'must be the name of a time zone, such as Europe/Berlin').optional(),
  /** All windows from then on. */
  exclusionWindows: z.array(windowSchema).max(MAX_EXCLUSION_WINDOWS).optional(),
});
export type PolicyChange = z.output<typeof policyChangeSchema>;

/** The policy with the changes. */
export function changePolicy(policy: PolicyContent, change: PolicyChange): PolicyContent {
  const tiers: Record<Tier, TierMonitoringPolicy> = { ...policy.tiers };
  for (const changed of change.tiers ?? []) {
    const before = tiers[changed.tier];
    const passes = (changed.minPassPercent ?? []).map(({ severity, percent }) => [severity, percent] as const);
    tiers[changed.tier] = {
      staleAfterHours: changed.staleAfterHours ?? before.staleAfterHours,
      cooldownHours: changed.cooldownHours ?? before.cooldownHours,
      rowsChangedPercent: changed.rowsChangedPercent ?? before.rowsChangedPercent,
      scoreDropPercent: changed.scoreDropPercent ?? before.scoreDropPercent,
      volumeLowPercent: orAsBefore(changed.volumeLowPercent, before.volumeLowPercent),
      volumeHighPercent: orAsBefore(changed.volumeHighPercent, before.volumeHighPercent),
      freshnessFactor: orAsBefore(changed.freshnessFactor, before.freshnessFactor),
      watchSchema: changed.watchSchema ?? before.watchSchema,
      minPassPercent: { ...before.minPassPercent, ...Object.fromEntries(passes) },
    };
  }
  return {
    tiers,
    timeZone: change.timeZone ?? policy.timeZone,
    exclusionWindows: change.exclusionWindows ?? policy.exclusionWindows,
  };
}

/** A policy that was stored before a figure was added has the default of that. */
export function completePolicy(policy: PolicyContent, defaults: PolicyContent): PolicyContent {
  const tiers = TIERS.map((tier) => [tier, { ...defaults.tiers[tier], ...policy.tiers[tier] }] as const);
  return { ...defaults, ...policy, tiers: { ...defaults.tiers, ...Object.fromEntries(tiers) } };
}

/** What is wrong with a policy whose figures are within their bounds. */
export function issuesOfPolicy({ tiers }: PolicyContent): Issue[] {
  return TIERS.flatMap((tier) => {
    const { volumeLowPercent: low, volumeHighPercent: high } = tiers[tier];
    if (low === null || high === null || low < high) return [];
    const message = `in ${tier}, volumeLowPercent must be less than volumeHighPercent, and not ${low} and ${high}`;
    return [{ path: ['tiers'], message }];
  });
}

/** What differs, in a fixed order: such as `tier1.staleAfterHours`, from 168 to 24. */
export function diffOfPolicies(before: PolicyContent, after: PolicyContent): FieldChange[] {
  const figuresBefore = figuresOf(before);
  const figuresAfter = figuresOf(after);
  return [...figuresAfter].flatMap(([field, text]) => {
    const old = figuresBefore.get(field) ?? null;
    return old === text ? [] : [{ field, before: old, after: text }];
  });
}

/** By name, as JSON; null is no value. */
function figuresOf({ tiers, timeZone, exclusionWindows }: PolicyContent): Map<string, string | null> {
  const figures = new Map<string, string | null>();
  const note = (field: string, value: unknown) => figures.set(field, value === null ? null : JSON.stringify(value));
  for (const tier of TIERS) {
    const { minPassPercent, ...rest } = tiers[tier];
    for (const field of TIER_FIELDS) note(`${tier}.${field}`, rest[field]);
    for (const severity of SEVERITIES) note(`${tier}.minPassPercent.${severity}`, minPassPercent[severity]);
  }
  note('timeZone', timeZone);
  note(
    'exclusionWindows',
    exclusionWindows.map(({ name, days, from, minutes, tiers: of }) => ({ name, days, from, minutes, tiers: of })),
  );
  return figures;
}

const TIER_FIELDS = [
  'staleAfterHours',
  'cooldownHours',
  'rowsChangedPercent',
  'scoreDropPercent',
  'volumeLowPercent',
  'volumeHighPercent',
  'freshnessFactor',
  'watchSchema',
] as const satisfies (keyof TierMonitoringPolicy)[];

/** Null is a value of its own: it is not watched. */
function orAsBefore(value: number | null | undefined, before: number | null): number | null {
  return value === undefined ? before : value;
}
