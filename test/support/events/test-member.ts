import type { Batch } from '../../../src/events/live/batch.ts';
import type { Member, Rendering } from '../../../src/events/live/member.ts';
import type { LogEntry } from '../../../src/events/log/log.ts';

/** Counts what all of them have made. */
export interface RenderCount {
  entries: number;
}

interface TestMemberInit {
  name: string;
  group?: string;
  wantsBookmarks?: boolean;
  /** From which offset on the results depend on the name. */
  personalFrom?: number;
  count?: RenderCount;
}

/** A member without GraphQL: what it is sent are offsets, with its name where the result depends on it. */
export class TestMember implements Member {
  through = 0;
  broadcast: Member['broadcast'];
  readonly wantsBookmarks: boolean;
  /** What it was sent: offsets, or texts that are not offsets. */
  readonly received: (number | string)[] = [];
  readonly batches: Batch[] = [];
  ended: { error?: unknown } | undefined;
  /** While this is set, it is not ready for more of a replay. */
  busy: Promise<void> | undefined;
  /** What its renderings wait for. */
  slow: Promise<void> | undefined;
  readonly #init: TestMemberInit;

  constructor(init: TestMemberInit) {
    this.#init = init;
    this.wantsBookmarks = init.wantsBookmarks ?? false;
  }

  keyOf(scope: 'roles' | 'actor'): string {
    const { group = 'all', name } = this.#init;
    return scope === 'roles' ? group : `${group} ${name}`;
  }

  async render(entries: readonly LogEntry[]): Promise<Rendering> {
    const { name, personalFrom = Infinity, count } = this.#init;
    await this.slow;
    // Longer for some than for others, as executions are.
    for (let turn = 0; turn < entries.length % 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (count) count.entries += entries.length;
    const isPersonal = entries.some(({ offset }) => offset >= personalFrom);
    return {
      texts: entries.map(({ offset }) => (offset >= personalFrom ? `${offset} for ${name}` : `${offset}`)),
      isPersonal,
    };
  }

  renderBookmark(cursor: string): string {
    return `bookmark ${cursor}`;
  }

  send(batch: Batch): void {
    this.batches.push(batch);
    for (const { text } of batch.items) this.received.push(/^\d+$/.test(text) ? Number(text) : text);
  }

  untilReady(): Promise<void> | undefined {
    return this.busy;
  }

  end(error?: unknown): void {
    this.ended = { error };
  }
}
