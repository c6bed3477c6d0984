import { Bell, BellOff } from 'lucide-react';
import { startTransition, useOptimistic, useState } from 'react';
import { useMutation } from 'urql';

import type { EntityName } from '../entities/entity-type.ts';
import { explainError } from '../graph/explain-error.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { Tooltip } from '../ui/overlay/tooltip.tsx';
import { FollowEntityDocument, UnfollowEntityDocument } from './entity-page.generated.ts';

/** Shows at once what was pressed, and takes it back if the server refuses. */
export function FollowButton({
  entity: { entityType, canonicalKey, followed },
}: {
  entity: EntityName & { followed: boolean };
}) {
  const [isFollowed, setFollowed] = useOptimistic(followed);
  const [problem, setProblem] = useState<string>();
  const [, follow] = useMutation(FollowEntityDocument);
  const [, unfollow] = useMutation(UnfollowEntityDocument);

  const toggle = () => {
    startTransition(async () => {
      setFollowed(!isFollowed);
      setProblem(undefined);
      const input = { entityType, canonicalKey };
      const { data, error } = await (isFollowed ? unfollow({ input }) : follow({ input }));
      const result = data && ('follow' in data ? data.follow : data.unfollow);
      startTransition(() => {
        if (error) setProblem(text.entity.followFailed(explainError(error)));
        else if (result?.__typename === 'NotFoundError') setProblem(text.entity.followFailed(result.message));
      });
    });
  };

  const Icon = isFollowed ? BellOff : Bell;
  return (
    <>
      {problem !== undefined && (
        <span role="alert" className="text-xs text-bad">
          {problem}
        </span>
      )}
      <Tooltip says={isFollowed ? text.entity.unfollowHint : text.entity.followHint}>
        <Button onClick={toggle}>
          <Icon aria-hidden size={15} />
          {isFollowed ? text.entity.unfollow : text.entity.follow}
        </Button>
      </Tooltip>
    </>
  );
}
