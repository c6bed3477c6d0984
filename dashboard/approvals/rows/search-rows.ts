import { type NamedRequest, requestName } from '../request/request-name.ts';
import type { Ordered, RequestRows } from './request-rows.ts';

type Searched = Ordered & NamedRequest & { requestedBy: { actorId: string } };

/** The rows with every one of these words in the name, the key or the requester, as a whole or as a part. */
export function searchRows<R extends Searched>({ shown, waiting }: RequestRows<R>, search: string): RequestRows<R> {
  const words = search.toLowerCase().split(/\s+/);
  const matches = (request: R) => {
    const searched = [requestName(request), request.canonicalKey, request.requestedBy.actorId].join('\n').toLowerCase();
    return words.every((word) => searched.includes(word));
  };
  return { shown: shown.filter(({ request }) => matches(request)), waiting: waiting.filter(matches) };
}
