import type { LogEntry } from '../log/log.ts';
import type { Batch } from './batch.ts';

export interface Rendering {
  /** One for each entry. */
  texts: readonly string[];
  /** Whether they depend on who the member is, beyond its tenant and roles. */
  isPersonal: boolean;
}

/** One subscription to a stream. What it is sent is the same as for all members with the same key. */
export interface Member {
  /** Offset through which it has everything; the broadcast advances it. */
  through: number;
  /** What it takes part in; set by the broadcast. */
  broadcast: { leave(member: Member): void } | undefined;
  readonly wantsBookmarks: boolean;
  /** Equal for all whose results are equal: for any of that tenant and roles, or for this actor alone. */
  keyOf(scope: 'roles' | 'actor'): string;
  /** What the member, and all with its key, is sent of the entries. Never rejects because of an entry. */
  render(entries: readonly LogEntry[]): Promise<Rendering>;
  renderBookmark(cursor: string): string;
  /** Sends, and does not wait. May end the member. */
  send(batch: Batch): void;
  /** Resolves when more of a replay can be sent; undefined: at once. */
  untilReady(): Promise<void> | undefined;
  /** It gets nothing more; with an error: because the stream cannot be continued. */
  end(error?: unknown): void;
}
