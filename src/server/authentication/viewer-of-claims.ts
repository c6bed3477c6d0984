import type { JWTPayload } from 'jose';
import * as z from 'zod';

import { type Role, ROLES, type Viewer } from '../../domain/viewer.ts';
import { AppError } from '../../errors.ts';
import { tenantIdSchema } from '../../events/schemas/envelope.ts';
import { ACTOR_TYPES, EVENT_SOURCES, idSchema, PRODUCER_SOURCES } from '../../events/schemas/vocabulary.ts';
import { claimAt } from './claim-at.ts';
import type { ClaimMapping } from './claim-mapping.ts';

/** Where a person may have several values of an attribute, issuers write a single one as a list, too. */
const foreignTextSchema = z.union([z.string(), z.tuple([z.string()]).transform(([text]) => text)]);
const roleNamesSchema = z.union([z.array(z.string()), z.string().transform((name) => [name])]).default([]);

/** The latest instant that a Date can represent. */
const MAX_DATE_MS = 8.64e15;

/**
 * Reads who acts from the claims of a verified token.
 * @throws AppError UNAUTHENTICATED that names the claims that are missing or invalid
 */
export function createViewerOfClaims(mapping: ClaimMapping): (claims: JWTPayload) => Viewer {
  const { actorClaim, tenant, rolesClaim } = mapping;
  const textSchema = mapping.isStrict ? z.string() : foreignTextSchema;
  const schema = z.object({
    actor: textSchema.pipe(idSchema),
    tenant: textSchema.pipe(tenantIdSchema),
    roles: rolesSchemaOf(mapping),
    actor_type: z.enum(ACTOR_TYPES).default('HUMAN'),
    sources: z.array(z.enum(EVENT_SOURCES)).optional(),
    exp: z.number(),
  });
  /** What the members of the schema that can be mapped are called in the token. */
  const claimNames = new Map([
    ['actor', actorClaim],
    ['tenant', 'claim' in tenant ? tenant.claim : 'tenant'],
    ['roles', rolesClaim],
  ]);

  return (claims) => {
    const parsed = schema.safeParse({
      actor_type: claims.actor_type,
      sources: claims.sources,
      exp: claims.exp,
      actor: claimAt(claims, actorClaim),
      tenant: 'claim' in tenant ? claimAt(claims, tenant.claim) : tenant.fixed,
      roles: claimAt(claims, rolesClaim),
    });
    if (!parsed.success) {
      const members = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
      const names = [...members].map((member) => claimNames.get(member) ?? member).join(', ');
      throw new AppError('UNAUTHENTICATED', `The token lacks, or has an invalid value for: ${names}.`);
    }
    const { actor, actor_type, roles, sources, exp } = parsed.data;
    return {
      tenantId: parsed.data.tenant,
      actor: { actorId: actor, actorType: actor_type },
      roles,
      sources: PRODUCER_SOURCES.filter((source) => sources === undefined || sources.includes(source)),
      expiresAt: new Date(Math.min(exp * 1000, MAX_DATE_MS)),
    };
  };
}

function rolesSchemaOf({ roleMap, isStrict }: ClaimMapping): z.ZodType<readonly Role[]> {
  if (isStrict) return z.array(z.enum(ROLES));
  const granted = roleMap ?? new Map(ROLES.map((role) => [role, [role]]));
  return roleNamesSchema.transform((names) => {
    const roles = new Set(names.flatMap((name) => granted.get(name) ?? []));
    return ROLES.filter((role) => roles.has(role));
  });
}
