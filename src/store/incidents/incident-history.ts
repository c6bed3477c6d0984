import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm';

import type { Incident, IncidentStep, IncidentStepKind } from '../../domain/incidents/incident.ts';
import type { Db } from '../database/drizzle.ts';
import type { KeyRange } from '../database/keyset.ts';
import { eventStream } from '../log/tables.ts';
import { incidentCondition, type IncidentQuery } from './incident-list.ts';
import { incident, incidentStep, incidentStream } from './tables.ts';

/** How far the steps of a tenant's incidents have come. */
export interface IncidentHead {
  /** Epoch of the tenant's event stream: steps have the same one, because both are restored together. */
  epoch: string;
  /** Number of the last step; 0: there is none. */
  number: number;
}

/** A page that is wanted of the steps of the incident with this id. */
export interface StepsOf {
  incidentId: string;
  range: Pick<KeyRange<number>, 'after' | 'before'>;
}

export interface StepPages extends Pick<KeyRange<number>, 'limit' | 'backwards'> {
  /** Only steps of these kinds. */
  kinds?: readonly IncidentStepKind[] | undefined;
}

/** Undefined: the tenant has no event stream yet. */
export async function findIncidentHead(db: Db, tenantId: string): Promise<IncidentHead | undefined> {
  const [row] = await db
    .select({ epoch: eventStream.epoch, number: incidentStream.lastNumber })
    .from(eventStream)
    .leftJoin(incidentStream, eq(incidentStream.tenantId, eventStream.tenantId))
    .where(eq(eventStream.tenantId, tenantId));
  return row && { epoch: row.epoch, number: row.number ?? 0 };
}

/** A step, and its incident as it is now. */
export interface StepRow {
  step: IncidentStep;
  incident: Incident;
}

/**
 * The steps after a number whose incident is one of those that are wanted, in order. `through`: up to where steps were
 * read; undefined: there was none.
 */
export async function stepsAfter(
  db: Db,
  tenantId: string,
  query: IncidentQuery,
  { after, limit }: { after: number; limit: number },
): Promise<{ rows: StepRow[]; through: number | undefined }> {
  const wanted = sql<boolean>`(${incidentCondition(tenantId, query)})`;
  const rows = await db
    .select({ step: incidentStep, incident, wanted })
    .from(incidentStep)
    .innerJoin(incident, eq(incident.id, incidentStep.incidentId))
    .where(and(eq(incidentStep.tenantId, tenantId), gt(incidentStep.number, after)))
    .orderBy(asc(incidentStep.number))
    .limit(limit);
  return {
    rows: rows.filter(({ wanted }) => wanted).map(({ step, incident }) => ({ step, incident })),
    through: rows.at(-1)?.step.number,
  };
}

export async function findStep(db: Db, tenantId: string, number: number): Promise<IncidentStep | undefined> {
  const where = and(eq(incidentStep.tenantId, tenantId), eq(incidentStep.number, number));
  return (await db.select().from(incidentStep).where(where))[0];
}

/** The step by which an incident was resolved; undefined: it was not. */
export async function findResolution(db: Db, tenantId: string, incidentId: string): Promise<IncidentStep | undefined> {
  const { number, kind } = incidentStep;
  const where = and(eq(incidentStep.tenantId, tenantId), eq(incidentStep.incidentId, incidentId), eq(kind, 'RESOLVED'));
  return (await db.select().from(incidentStep).where(where).orderBy(desc(number)).limit(1))[0];
}

/** The newest step of an incident. */
export async function findLastStep(db: Db, tenantId: string, incidentId: string): Promise<IncidentStep | undefined> {
  const where = and(eq(incidentStep.tenantId, tenantId), eq(incidentStep.incidentId, incidentId));
  return (await db.select().from(incidentStep).where(where).orderBy(desc(incidentStep.number)).limit(1))[0];
}

/**
 * The pages that are wanted, oldest step first, in order and by one statement: all have the same size and begin at the same
 * end.
 */
export async function pagesOfSteps(
  db: Db,
  tenantId: string,
  wanted: readonly StepsOf[],
  { limit, backwards, kinds }: StepPages,
): Promise<IncidentStep[][]> {
  const rows = wanted.map(({ incidentId, range: { after, before } }, place) => ({ incidentId, place, after, before }));
  const order = backwards ? desc : asc;
  const page = db
    .select()
    .from(incidentStep)
    .where(
      and(
        eq(incidentStep.tenantId, tenantId),
        sql`${incidentStep.incidentId} = wanted."incidentId"`,
        kinds && inArray(incidentStep.kind, [...kinds]),
        sql`${incidentStep.number} > coalesce(wanted.after, 0)`,
        sql`${incidentStep.number} < coalesce(wanted.before, 9223372036854775807)`,
      ),
    )
    .orderBy(order(incidentStep.number))
    .limit(limit)
    .as('page');
  const found = await db
    .select({ place: sql<number>`wanted.place`, item: page._.selectedFields })
    .from(
      sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS wanted ("incidentId" text, place int, after bigint, before bigint)`,
    )
    .innerJoinLateral(page, sql`true`)
    .orderBy(order(page.number));
  const pages: IncidentStep[][] = wanted.map(() => []);
  for (const { place, item } of found) pages[place]?.push(item);
  return pages;
}
