import * as z from 'zod';

import type { Incident } from '../../domain/incidents/incident.ts';
import { type IncidentOwner, type OpenedKey, openedKey } from '../../store/incidents/incidents-of.ts';
import { encodeIncidentPosition } from '../../workflow/incidents/incident-position.ts';
import { builder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { countsFor } from '../kit/lists/list-size.ts';
import { instantKey, listCursor, type PageArgs, resolvePage } from '../kit/lists/page.ts';
import { IncidentRef } from '../kit/refs.ts';

/** Postgres counts some 10,000 incidents in the time of this many fields. */
const COUNTING = 50;

/** What a connection has beside its page. */
interface IncidentList {
  position: string;
  /** Counted once, and only if it is selected. */
  total: () => Promise<number>;
}

export const IncidentConnection = builder.connectionObject<typeof IncidentRef, IncidentList, false, false>(
  {
    type: IncidentRef,
    name: 'IncidentConnection',
    description: 'A page of incidents.',
    fields: (t) => ({
      totalCount: t.int({
        extensions: countsFor(COUNTING),
        description: `Number of incidents on all pages. Counted only if it is selected, for ${COUNTING} fields.`,
        resolve: ({ total }) => total(),
      }),
      position: t.exposeString('position', {
        description:
          'Pass it as `after` to the subscription `incidents` to receive every change since this page was read. In the query `incidents` it is read before everything else of the operation, elsewhere before its page. If you read several pages, use the position of the first.',
      }),
    }),
  },
  { name: 'IncidentEdge', description: 'An incident and its cursor.' },
);

const keySchema = z.object({ at: instantKey, id: z.string() });

/**
 * A page of the incidents that belong to a root, oldest first, or to an entity, newest first. Those of many owners are
 * read by one statement.
 */
export async function incidentsOf(
  { owner, ownerId, isOpen }: { owner: IncidentOwner; ownerId: string; isOpen: boolean },
  args: PageArgs,
  { loaders, positions, viewer }: SchemaContext,
) {
  const position = encodeIncidentPosition(await positions.incidents());
  const page = await resolvePage<Incident, OpenedKey>(
    args,
    listCursor(`incidents of ${owner} ${ownerId}`, viewer.tenantId, keySchema),
    openedKey,
    (range) => loaders.incidents.of.load({ owner, ownerId, isOpen, range }),
  );
  return { ...page, position, total: () => loaders.incidents.countOf.load({ owner, ownerId, isOpen }) };
}
