import { kindOfId } from '../../domain/ids.ts';
import type { LineageGraphEdge } from '../../domain/lineage/lineage-graph.ts';
import { builder, type FieldBuilder } from '../kit/builder.ts';
import { entityOf } from '../kit/entity-of.ts';
import { propertiesRead } from '../kit/properties-read.ts';
import { LineageFieldRef } from '../kit/refs.ts';

const LineageEdgeKindEnum = builder.enumType('LineageEdgeKind', {
  description: 'What states an edge of the lineage.',
  values: {
    LINEAGE_FIELD: { description: 'A lineage field.' },
    COMPUTED_FROM: { description: 'The KPI at the end of the edge, which is computed from the metadata at its start.' },
  } as const,
});

/** The fields of an edge that say what states it. */
export function statedFields(t: FieldBuilder<LineageGraphEdge>) {
  return {
    kind: t.field({
      type: LineageEdgeKindEnum,
      description: 'What states the edge.',
      resolve: kindOf,
    }),
    lineage: t.field({
      type: LineageFieldRef,
      nullable: true,
      description: 'The lineage field that states the edge; null if its kind is COMPUTED_FROM.',
      resolve: (edge, _, context, info) =>
        kindOf(edge) === 'LINEAGE_FIELD' ? entityOf(edge.viaId, context, propertiesRead(info)) : null,
    }),
  };
}

function kindOf({ viaId }: LineageGraphEdge) {
  return kindOfId(viaId) === 'LINEAGE' ? 'LINEAGE_FIELD' : 'COMPUTED_FROM';
}
