import type { Actor, ChangeKind } from '../../events/schemas/vocabulary.ts';
import { counted } from '../counted.ts';
import type { EntityName } from '../entities/entity-name.ts';
import { nameInWords, type Notice, VERBS } from './notice.ts';

/** What happened to some or all items of a change set at once. */
export interface SetHappening {
  kind: 'APPROVAL_CREATED' | 'APPROVAL_APPROVED' | 'APPROVAL_REJECTED';
  requestedBy: Actor;
  /** Who decided; more than one if the items were decided one by one. */
  deciders: readonly Actor[];
  /** The comments on the decisions, each once; of a request, its comment. */
  comments: readonly string[];
  items: readonly SetItem[];
}

interface SetItem extends EntityName {
  kind: ChangeKind;
}

/** How many items a text names; it counts the others. */
const MAX_NAMED = 5;

/** The notice of what happened to items of a set, for somebody whom it concerns because of this item. */
export function setNoticeOf(happening: SetHappening, { entityType, canonicalKey }: EntityName): Notice {
  const { kind, requestedBy, deciders, comments, items } = happening;
  const isRequest = kind === 'APPROVAL_CREATED';
  const by = isRequest ? requestedBy.actorId : deciders.map(({ actorId }) => actorId).join(' and ');
  const changes = counted(items.length, 'change');
  const named = items.slice(0, MAX_NAMED).map((item) => `${VERBS[item.kind]} ${nameInWords(item)}`);
  const more = items.length > MAX_NAMED ? `, and ${items.length - MAX_NAMED} more` : '';
  const [comment, ...others] = comments;
  const { title, effect, label } = TEXTS[kind];
  return {
    kind,
    entityType,
    canonicalKey,
    title: title(by, changes, requestedBy.actorId),
    text: [
      `${title(by, `${changes} of one change set`, requestedBy.actorId)}: ${named.join(', ')}${more}.`,
      effect(items.length === 1),
      ...(comment !== undefined && others.length === 0 ? [`${label}: ${comment}`] : []),
    ].join(' '),
    causedBy: isRequest ? requestedBy : undefined,
  };
}

const TEXTS = {
  APPROVAL_CREATED: {
    title: (by: string, changes: string) => `${by} asks for ${changes}`,
    effect: (isOne: boolean) => `Nothing changes until ${isOne ? 'it is' : 'they are'} approved.`,
    label: 'Comment',
  },
  APPROVAL_APPROVED: {
    title: (by: string, changes: string, requester: string) => `${by} approved ${changes}, requested by ${requester}`,
    effect: (isOne: boolean) => (isOne ? 'It takes effect now.' : 'They take effect now.'),
    label: 'Comment',
  },
  APPROVAL_REJECTED: {
    title: (by: string, changes: string, requester: string) => `${by} rejected ${changes}, requested by ${requester}`,
    effect: () => 'Nothing changes.',
    label: 'Reason',
  },
} as const;
