import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { formatDocument } from 'urql';

import { onceForGraph } from '../../app/once-for-graph.ts';
import type { Graph } from '../../graph/graph.ts';
import { createLiveCount, type LiveCount } from '../../live/live-count.ts';
import { createThrottle } from '../../live/throttle.ts';
import { IncidentChangedDocument, OpenIncidentCountDocument } from './incident-count.generated.ts';

const INTERVAL_MS = 1_000;

/** The incidents of the tenant: followed once, however many parts of the page show something of them. */
export const useIncidentWatch = onceForGraph(createWatch);

/** How many groups are not resolved; undefined until the server has said it. */
export function useOpenIncidentCount(): number | undefined {
  const watch = useIncidentWatch();
  return useSyncExternalStore(watch.onCount, () => watch.count);
}

/**
 * Calls, at most once a second, when incidents have changed of which one may be concerned.
 *
 * @param concerns whether one of this id is; without an id, any may have changed
 */
export function useIncidentChanges(onChange: () => void, concerns: (id: string) => boolean = () => true): void {
  const watch = useIncidentWatch();
  const change = useEffectEvent(onChange);
  const isConcerned = useEffectEvent(concerns);
  useEffect(() => {
    const throttle = createThrottle(() => {
      change();
    }, INTERVAL_MS);
    const stop = watch.onChange((id) => {
      if (id === undefined || isConcerned(id)) throttle.ask();
    });
    return () => {
      stop();
      throttle.dispose();
    };
  }, [watch]);
}

function createWatch({ client, resumable }: Graph): LiveCount {
  return createLiveCount({
    async ask() {
      const { data } = await client.query(OpenIncidentCountDocument, {}, { requestPolicy: 'network-only' }).toPromise();
      return data?.incidents;
    },
    follow(position, changed) {
      const any = () => {
        changed();
      };
      const subscription = resumable.subscribe(formatDocument(IncidentChangedDocument), {
        after: position,
        next: ({ incidents }) => {
          changed(incidents.incident.id);
        },
        reset: any,
        error: any,
      });
      // How the page is connected is said in its header.
      subscription.finished.catch(() => undefined);
      return () => {
        subscription.stop();
      };
    },
  });
}
