import type { Viewer } from '../domain/viewer.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import {
  type ApprovalLoader,
  type ChangeSetLoader,
  createApprovalLoader,
  createChangeSetLoader,
  createItemCountsLoader,
  createItemsLoader,
  createPendingApprovalLoader,
  createVotesLoader,
  type ItemCountsLoader,
  type ItemsLoader,
  type PendingApprovalLoader,
  type VotesLoader,
} from './approvals/approval-loaders.ts';
import { createDatasetLoaders, type DatasetLoaders } from './datasets/dataset-loaders.ts';
import {
  type BoundCountLoader,
  type BoundLoader,
  createBoundCountLoader,
  createBoundLoader,
} from './entities/bound-loaders.ts';
import {
  createEntityLoader,
  createNamedEntityLoader,
  createTagsLoader,
  type EntityLoader,
  type NamedEntityLoader,
  type TagsLoader,
} from './entities/entity-loaders.ts';
import {
  createVersionApprovalLoader,
  createVersionDiffLoader,
  type VersionApprovalLoader,
  type VersionDiffLoader,
} from './entities/version-loaders.ts';
import {
  type AffectedLoader,
  createAffectedLoader,
  createNearestLoader,
  type NearestLoader,
} from './events/affected-loaders.ts';
import {
  type CauseLoader,
  createCauseLoader,
  createEffectsLoader,
  createLogEntryLoader,
  type EffectsLoader,
  type LogEntryLoader,
} from './events/event-loaders.ts';
import { createIncidentLoaders, type IncidentLoaders } from './incidents/incident-loaders.ts';
import type { LoaderParts, LoaderScope } from './kit/loading.ts';
import { madeForEach, type PropertiesRead } from './kit/properties-read.ts';
import { createLineageLoader, type LineageLoader } from './lineage/lineage-loader.ts';
import { createFollowLoader, type FollowLoader } from './notifications/follow-loader.ts';
import {
  createDecidedEventLoader,
  createNumberedProfileLoader,
  createProfileLoader,
  createProfileOfRunLoader,
  createRunLoader,
  type DecidedEventLoader,
  type NumberedProfileLoader,
  type ProfileLoader,
  type ProfileOfRunLoader,
  type RunLoader,
} from './profiling/profile-loaders.ts';
import { createQualityTrendLoader, type QualityTrendLoader } from './profiling/quality-trend-loader.ts';

/** Each loads what an execution requests at the same time with one statement, within the viewer's tenant. */
export interface Loaders {
  entity: EntityLoader;
  /** As `entity`, with these properties only. */
  entityWith: (properties: PropertiesRead) => EntityLoader;
  entityByName: NamedEntityLoader;
  tags: TagsLoader;
  bound: BoundLoader;
  boundCount: BoundCountLoader;
  versionDiff: VersionDiffLoader;
  versionApproval: VersionApprovalLoader;
  profile: ProfileLoader;
  /** As `profile`, with these properties only. */
  profileWith: (properties: PropertiesRead) => ProfileLoader;
  profileByNumber: NumberedProfileLoader;
  /** As `profileByNumber`, with these properties only. */
  profileByNumberWith: (properties: PropertiesRead) => NumberedProfileLoader;
  profileOfRun: ProfileOfRunLoader;
  run: RunLoader;
  /** An event with a decision, which is available even after retention has removed it from the log. */
  decidedEvent: DecidedEventLoader;
  qualityTrend: QualityTrendLoader;
  approval: ApprovalLoader;
  /** As `approval`, with these properties only. */
  approvalWith: (properties: PropertiesRead) => ApprovalLoader;
  pendingApprovalWith: (properties: PropertiesRead) => PendingApprovalLoader;
  votes: VotesLoader;
  changeSet: ChangeSetLoader;
  itemCounts: ItemCountsLoader;
  items: ItemsLoader;
  followed: FollowLoader;
  logEntry: LogEntryLoader;
  cause: CauseLoader;
  effects: EffectsLoader;
  affected: AffectedLoader;
  nearest: NearestLoader;
  lineage: LineageLoader;
  datasets: DatasetLoaders;
  incidents: IncidentLoaders;
}

/** Makes each loader when it is first used: most executions, and there is one for each event, use none or few. */
export function createLoaders(parts: LoaderParts, viewer: Viewer): Loaders {
  return new LazyLoaders(parts, viewer);
}

class LazyLoaders implements Loaders {
  readonly #parts: LoaderParts;
  readonly #viewer: Viewer;
  readonly #made: Partial<Loaders> = {};
  #madeScope: LoaderScope | undefined;

  constructor(parts: LoaderParts, viewer: Viewer) {
    this.#parts = parts;
    this.#viewer = viewer;
  }

  get #scope(): LoaderScope {
    return (this.#madeScope ??= {
      database: this.#parts.database,
      log: this.#parts.log,
      catalogue: this.#parts.catalogue,
      db: drizzleOn(this.#parts.database),
      tenantId: this.#viewer.tenantId,
      viewer: this.#viewer,
    });
  }

  get entity() {
    return this.entityWith(undefined);
  }

  get entityWith() {
    return (this.#made.entityWith ??= madeForEach((properties) => createEntityLoader(this.#scope, properties)));
  }

  get entityByName() {
    return (this.#made.entityByName ??= createNamedEntityLoader(this.#scope));
  }

  get tags() {
    return (this.#made.tags ??= createTagsLoader(this.#scope));
  }

  get bound() {
    return (this.#made.bound ??= createBoundLoader(this.#scope));
  }

  get boundCount() {
    return (this.#made.boundCount ??= createBoundCountLoader(this.#scope));
  }

  get versionDiff() {
    return (this.#made.versionDiff ??= createVersionDiffLoader(this.#scope));
  }

  get versionApproval() {
    return (this.#made.versionApproval ??= createVersionApprovalLoader(this.#scope));
  }

  get profile() {
    return this.profileWith(undefined);
  }

  get profileWith() {
    return (this.#made.profileWith ??= madeForEach((properties) => createProfileLoader(this.#scope, properties)));
  }

  get profileByNumber() {
    return this.profileByNumberWith(undefined);
  }

  get profileByNumberWith() {
    return (this.#made.profileByNumberWith ??= madeForEach((properties) =>
      createNumberedProfileLoader(this.#scope, properties),
    ));
  }

  get profileOfRun() {
    return (this.#made.profileOfRun ??= createProfileOfRunLoader(this.#scope));
  }

  get run() {
    return (this.#made.run ??= createRunLoader(this.#scope));
  }

  get decidedEvent() {
    return (this.#made.decidedEvent ??= createDecidedEventLoader(this.#scope));
  }

  get qualityTrend() {
    return (this.#made.qualityTrend ??= createQualityTrendLoader(this.#scope));
  }

  get approval() {
    return this.approvalWith(undefined);
  }

  get approvalWith() {
    return (this.#made.approvalWith ??= madeForEach((properties) => createApprovalLoader(this.#scope, properties)));
  }

  get pendingApprovalWith() {
    return (this.#made.pendingApprovalWith ??= madeForEach((properties) =>
      createPendingApprovalLoader(this.#scope, properties),
    ));
  }

  get votes() {
    return (this.#made.votes ??= createVotesLoader(this.#scope));
  }

  get changeSet() {
    return (this.#made.changeSet ??= createChangeSetLoader(this.#scope));
  }

  get itemCounts() {
    return (this.#made.itemCounts ??= createItemCountsLoader(this.#scope));
  }

  get items() {
    return (this.#made.items ??= createItemsLoader(this.#scope));
  }

  get followed() {
    return (this.#made.followed ??= createFollowLoader(this.#scope));
  }

  get logEntry() {
    return (this.#made.logEntry ??= createLogEntryLoader(this.#scope));
  }

  get cause() {
    return (this.#made.cause ??= createCauseLoader(this.#scope));
  }

  get effects() {
    return (this.#made.effects ??= createEffectsLoader(this.#scope));
  }

  get affected() {
    return (this.#made.affected ??= createAffectedLoader(this.#scope));
  }

  get nearest() {
    return (this.#made.nearest ??= createNearestLoader(this.#scope));
  }

  get lineage() {
    return (this.#made.lineage ??= createLineageLoader(this.#scope));
  }

  get datasets() {
    return (this.#made.datasets ??= createDatasetLoaders(this.#scope));
  }

  get incidents() {
    return (this.#made.incidents ??= createIncidentLoaders(this.#scope));
  }
}
