import type { Entity } from '../domain/entity.ts';
import { builder } from './builder.ts';
import { NodeRef } from './common-types.ts';
import { GovernedEntityRef } from './refs.ts';

builder.objectRef<Entity>('Metadata').implement({
  description: 'A governed dataset, or one column of it.',
  interfaces: [GovernedEntityRef, NodeRef],
});
