import { Link } from '@tanstack/react-router';

import type { EntityName } from '../../entities/entity-type.ts';
import { EntityLink } from '../../links/entity-link.tsx';
import { text } from '../../text/text.ts';
import { buttonClass } from '../../ui/button.tsx';

/** Leaves a form: to the entity that it is about, or to all entities; or back to the change set. What was written is asked about first. */
export function CancelLink({ entity, isItem }: { entity: EntityName | undefined; isItem: boolean }) {
  if (isItem) {
    return (
      <Link to="/change-set" className={buttonClass()}>
        {text.common.cancel}
      </Link>
    );
  }
  return entity ? (
    <EntityLink entity={entity} look="button">
      {text.common.cancel}
    </EntityLink>
  ) : (
    <Link to="/entities" className={buttonClass()}>
      {text.common.cancel}
    </Link>
  );
}
