import { NodeRef } from './common-types.ts';
import { GovernedEntityRef, MetadataRef } from './refs.ts';

MetadataRef.implement({
  description: 'A governed dataset, or one column of it.',
  interfaces: [GovernedEntityRef, NodeRef],
});
