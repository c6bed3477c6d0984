import type { FieldChange } from '../../domain/entities/entity.ts';
import type { PayloadOf } from '../../events/schemas/catalogue.ts';
import { MAX_CHANGE_VALUE_LENGTH } from '../../events/schemas/entity-events.ts';
import { builder, type FieldBuilder } from '../kit/builder.ts';
import { FieldChangeRef } from '../kit/common-types.ts';
import type { SchemaContext } from '../kit/context.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { KpiChangedEvent, MetadataChangedEvent } from './event.ts';

type ChangedPayload = PayloadOf<'kpi.changed'>;

/** Payloads of version 1.0.0 lack them, and long values are cut: then the version of the entity has them. */
async function changesOf(payload: ChangedPayload, { loaders }: SchemaContext): Promise<readonly FieldChange[]> {
  const { changes } = payload;
  if (changes?.every(({ truncated }) => !truncated)) return changes;
  return (await loaders.versionDiff.load(payload))?.diff ?? changes ?? [];
}

const changes = (t: FieldBuilder<{ event: { payload: ChangedPayload } }>) =>
  t.field({
    type: [FieldChangeRef],
    authScopes: { role: 'VIEWER' },
    extensions: listSize(10),
    description: `Each changed field with its complete value before and after. Values of more than ${MAX_CHANGE_VALUE_LENGTH} characters, and the changes of events recorded before payloads contained them, are read from the version of the entity; empty if there is no such version.`,
    resolve: ({ event }, _, context) => changesOf(event.payload, context),
  });

builder.objectFields(MetadataChangedEvent, (t) => ({ changes: changes(t) }));
builder.objectFields(KpiChangedEvent, (t) => ({ changes: changes(t) }));
