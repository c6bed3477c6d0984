import DataLoader from 'dataloader';

import type { Approval, ApprovalVote } from '../../domain/approvals/approval.ts';
import type { Entity } from '../../domain/entities/entity.ts';
import { type EntityName, textOfName } from '../../domain/entities/entity-name.ts';
import type { Profile } from '../../domain/profiling/profile.ts';
import type { ProfileRun } from '../../domain/profiling/profile-run.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { LogEntry } from '../../events/log/log.ts';
import { findVotesOf } from '../../store/approvals/approval-votes.ts';
import { findApprovalsById, findPendingApprovals } from '../../store/approvals/approvals.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findEntitiesById, findEntitiesByName, findTagsOf } from '../../store/entities/entities.ts';
import { findCauses, findEffects, type Link } from '../../store/log/event-chain.ts';
import { producerKey, type StoredEventLog } from '../../store/log/event-log.ts';
import { findFollowed } from '../../store/notifications/follows.ts';
import { type DecidedEvent, findDecidedEvents } from '../../store/profiling/decided-events.ts';
import { findRuns } from '../../store/profiling/profile-runs.ts';
import { findProfilesById, findProfilesByNumber, findProfilesOfRuns } from '../../store/profiling/profiles.ts';
import { createLineageLoader, type LineageLoader } from '../lineage/lineage-loader.ts';
import { createQualityTrendLoader, type QualityTrendLoader } from '../profiling/quality-trend-loader.ts';
import type { PropertiesRead } from './properties-read.ts';

/** Most tags that an entity shows. */
export const MAX_TAGS = 100;

/** Each loads what an execution requests at the same time with one statement, within the viewer's tenant. */
export interface Loaders {
  entity: DataLoader<string, Entity | undefined>;
  entityByName: DataLoader<EntityName, Entity | undefined, string>;
  /** The active tags of an entity, at most MAX_TAGS of them. */
  tags: DataLoader<EntityName, Entity[], string>;
  profile: DataLoader<string, Profile | undefined>;
  /** As `profile`, with these properties only. */
  profileWith: (properties: PropertiesRead) => DataLoader<string, Profile | undefined>;
  approval: DataLoader<string, Approval | undefined>;
  /** The pending approval of an entity, with these properties only. */
  pendingApprovalWith: (properties: PropertiesRead) => DataLoader<EntityName, Approval | undefined, string>;
  profileByNumber: DataLoader<{ entityId: string; number: number }, Profile | undefined, string>;
  run: DataLoader<string, ProfileRun | undefined>;
  profileOfRun: DataLoader<string, Profile | undefined>;
  /** The votes of the current round. Not cached: a mutation may add one between two reads. */
  votes: DataLoader<Approval, ApprovalVote[]>;
  /** Whether the viewer follows the entity of that id. */
  followed: DataLoader<string, boolean>;
  logEntry: DataLoader<number, LogEntry | undefined>;
  /** The event that directly led to an event. */
  cause: DataLoader<Link, LogEntry | undefined, string>;
  /** What an event directly led to; undefined: too much for one response. */
  effects: DataLoader<Link, LogEntry[] | undefined, string>;
  /** An event with a decision, which is available even after retention has removed it from the log. */
  decidedEvent: DataLoader<number, DecidedEvent | undefined>;
  lineage: LineageLoader;
  qualityTrend: QualityTrendLoader;
}

/** Where loaders read, and for whom. */
interface LoaderParts {
  database: Database;
  log: StoredEventLog;
}

/** Makes each loader when it is first used: most executions, and there is one for each event, use none or few. */
export function createLoaders(parts: LoaderParts, viewer: Viewer): Loaders {
  return new LazyLoaders(parts, viewer);
}

const linkKeyOf = (link: Link) => producerKey(link);
const numberKeyOf = (of: { entityId: string; number: number }) => `${of.entityId}:${of.number}`;

/** A loader for each set of properties: what is loaded with one may lack what another needs. */
type LoadersOf<L> = Map<PropertiesRead, L>;

class LazyLoaders implements Loaders {
  readonly #parts: LoaderParts;
  /** The actor is read only for what depends on it: executions in which nothing does are shared by actors. */
  readonly #viewer: Viewer;
  readonly #made: Partial<Loaders> = {};
  readonly #profiles: LoadersOf<Loaders['profile']> = new Map();
  readonly #pendingApprovals: LoadersOf<ReturnType<Loaders['pendingApprovalWith']>> = new Map();

  constructor(parts: LoaderParts, viewer: Viewer) {
    this.#parts = parts;
    this.#viewer = viewer;
  }

  get #db() {
    return drizzleOn(this.#parts.database);
  }

  get #tenantId() {
    return this.#viewer.tenantId;
  }

  get entity() {
    return (this.#made.entity ??= new DataLoader(async (ids) =>
      inOrder(ids, await findEntitiesById(this.#db, this.#tenantId, ids), ({ id }) => id),
    ));
  }

  get entityByName() {
    return (this.#made.entityByName ??= new DataLoader(
      async (names) =>
        inOrder(names.map(textOfName), await findEntitiesByName(this.#db, this.#tenantId, names), textOfName),
      { cacheKeyFn: textOfName },
    ));
  }

  get tags() {
    return (this.#made.tags ??= new DataLoader(
      async (names) => tagsInOrder(names, await findTagsOf(this.#db, this.#tenantId, names)),
      { cacheKeyFn: textOfName },
    ));
  }

  get profile() {
    return this.profileWith(undefined);
  }

  profileWith(properties: PropertiesRead) {
    return madeOnce(
      this.#profiles,
      properties,
      () =>
        new DataLoader(async (ids: readonly string[]) =>
          inOrder(ids, await findProfilesById(this.#db, this.#tenantId, ids, properties), ({ id }) => id),
        ),
    );
  }

  get profileByNumber() {
    return (this.#made.profileByNumber ??= new DataLoader(
      async (keys) =>
        inOrder(keys.map(numberKeyOf), await findProfilesByNumber(this.#db, this.#tenantId, keys), numberKeyOf),
      { cacheKeyFn: numberKeyOf },
    ));
  }

  get run() {
    return (this.#made.run ??= new DataLoader(async (ids) =>
      inOrder(ids, await findRuns(this.#db, this.#tenantId, ids), ({ id }) => id),
    ));
  }

  get profileOfRun() {
    return (this.#made.profileOfRun ??= new DataLoader(async (runIds) =>
      inOrder(runIds, await findProfilesOfRuns(this.#db, this.#tenantId, runIds), ({ runId }) => runId),
    ));
  }

  get approval() {
    return (this.#made.approval ??= new DataLoader(async (ids) =>
      inOrder(ids, await findApprovalsById(this.#db, this.#tenantId, ids), ({ id }) => id),
    ));
  }

  pendingApprovalWith(properties: PropertiesRead) {
    return madeOnce(
      this.#pendingApprovals,
      properties,
      () =>
        new DataLoader(
          async (names: readonly EntityName[]) =>
            inOrder(
              names.map(textOfName),
              await findPendingApprovals(this.#db, this.#tenantId, names, properties),
              textOfName,
            ),
          { cacheKeyFn: textOfName },
        ),
    );
  }

  get votes() {
    return (this.#made.votes ??= new DataLoader(
      async (approvals) => {
        const votes = await findVotesOf(
          this.#db,
          approvals.map(({ id }) => id),
        );
        return approvals.map(({ id, round }) => votes.filter((vote) => vote.approvalId === id && vote.round === round));
      },
      { cache: false },
    ));
  }

  get followed() {
    return (this.#made.followed ??= new DataLoader(async (ids) => {
      const followed = await findFollowed(this.#db, this.#tenantId, this.#viewer.actor.actorId, ids);
      return ids.map((id) => followed.has(id));
    }));
  }

  get logEntry() {
    return (this.#made.logEntry ??= new DataLoader(async (offsets) =>
      inOrder(offsets, await this.#parts.log.at(this.#tenantId, offsets), ({ offset }) => offset),
    ));
  }

  get cause() {
    return (this.#made.cause ??= new DataLoader((links) => findCauses(this.#parts, this.#tenantId, links), {
      cacheKeyFn: linkKeyOf,
    }));
  }

  get effects() {
    return (this.#made.effects ??= new DataLoader(
      async (links) => (await findEffects(this.#parts, this.#tenantId, links)) ?? links.map(() => undefined),
      {
        cacheKeyFn: linkKeyOf,
      },
    ));
  }

  get decidedEvent() {
    return (this.#made.decidedEvent ??= new DataLoader(async (offsets) =>
      inOrder(offsets, await findDecidedEvents(this.#parts, this.#tenantId, offsets), ({ offset }) => offset),
    ));
  }

  get lineage() {
    return (this.#made.lineage ??= createLineageLoader(this.#db, this.#tenantId));
  }

  get qualityTrend() {
    return (this.#made.qualityTrend ??= createQualityTrendLoader(this.#db, this.#tenantId));
  }
}

function madeOnce<L>(made: LoadersOf<L>, properties: PropertiesRead, make: () => L): L {
  let loader = made.get(properties);
  if (!loader) {
    loader = make();
    made.set(properties, loader);
  }
  return loader;
}

function inOrder<K, V>(keys: readonly K[], values: readonly V[], keyOf: (value: V) => K): (V | undefined)[] {
  const byKey = new Map(values.map((value) => [keyOf(value), value]));
  return keys.map((key) => byKey.get(key));
}

function tagsInOrder(names: readonly EntityName[], tags: readonly Entity[]): Entity[][] {
  const marking = new Map<string, Entity[]>(names.map((name) => [textOfName(name), []]));
  for (const tag of tags) {
    for (const mark of tag.definition.tag?.marks ?? []) marking.get(textOfName(mark))?.push(tag);
  }
  return names.map((name) => (marking.get(textOfName(name)) ?? []).slice(0, MAX_TAGS));
}
