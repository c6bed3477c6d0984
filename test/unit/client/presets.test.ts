import { expect, test } from 'vitest';

import { createResumableClient, type ResumableClient } from '../../../packages/client/src/index.ts';
import * as preset4 from '../../support/client/presets/client-preset-4.ts';
import * as preset5 from '../../support/client/presets/client-preset-5.ts';
import * as preset6 from '../../support/client/presets/client-preset-6.ts';

// The three files are what client-preset 4.8, 5.3 and 6.2 make of one schema at their defaults (with type imports). What is
// said of them here is checked by `npm run check:types`.

const reset = () => undefined;
/** Never called. */
function uses(client: ResumableClient) {
  const ids: string[] = [];
  const next = ({ events }: { events: { id: string } }) => {
    ids.push(events.id);
  };
  const variables = { filter: { canonicalKeys: ['revenue_gross'] } };
  client.subscribe(preset4.AllEventsDocument, { variables, next, reset });
  client.subscribe(preset5.AllEventsDocument, { variables, next, reset });
  client.subscribe(preset6.AllEventsDocument, { variables, next, reset });

  const nextKpi = ({ kpiChanged }: { kpiChanged: { version: number } }) => {
    ids.push(String(kpiChanged.version));
  };
  client.subscribe(preset4.KpiChangesDocument, { next: nextKpi, reset });
  client.subscribe(preset5.KpiChangesDocument, { next: nextKpi, reset });
  client.subscribe(preset6.KpiChangesDocument, { next: nextKpi, reset });

  // @ts-expect-error its result has no cursor
  client.subscribe(preset4.WithoutCursorDocument, { next: nextKpi, reset });
  // @ts-expect-error its result has no cursor
  client.subscribe(preset5.WithoutCursorDocument, { next: nextKpi, reset });
  // @ts-expect-error its result has no cursor
  client.subscribe(preset6.WithoutCursorDocument, { next: nextKpi, reset });
  // @ts-expect-error it does not declare $after
  client.subscribe(preset4.WithoutAfterDocument, { next: nextKpi, reset });
  // @ts-expect-error it does not declare $after
  client.subscribe(preset5.WithoutAfterDocument, { next: nextKpi, reset });
  // @ts-expect-error it does not declare $after
  client.subscribe(preset6.WithoutAfterDocument, { next: nextKpi, reset });
}

test.each([preset4, preset5, preset6])('documents of client-preset 4, 5 and 6 are taken', async (preset) => {
  expect(uses).toBeTypeOf('function');
  const client = createResumableClient({ url: 'ws://127.0.0.1:1/graphql', webSocketImpl: WebSocketOfNobody });
  const subscription = client.subscribe(preset.KpiChangesDocument, { next: () => undefined, reset });
  subscription.stop();
  await client.dispose();
  expect(() => client.subscribe(preset.WithoutAfterDocument as never, { next: () => undefined, reset })).toThrow();
});

/** Connects to nothing, and says nothing. */
class WebSocketOfNobody extends EventTarget {
  readyState = 0;
  close() {
    this.readyState = 3;
  }
}
