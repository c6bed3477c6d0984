import { NodeRef } from '../../kit/common-types.ts';
import { GovernedEntityRef, MetadataRef } from '../../kit/refs.ts';

MetadataRef.implement({
  description: 'A governed dataset, or one column of it.',
  interfaces: [GovernedEntityRef, NodeRef],
});
