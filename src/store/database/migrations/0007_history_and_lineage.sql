CREATE TABLE "governance"."entity_version" (
	"tenant_id" text NOT NULL,
	"entity_type" text NOT NULL,
	"canonical_key" text NOT NULL,
	"entity_id" text NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"origin" text NOT NULL,
	"diff" jsonb NOT NULL,
	"content" jsonb NOT NULL,
	"approval_id" text,
	"requested_by" jsonb NOT NULL,
	"decided_by" jsonb,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "entity_version_entity_id_version_pk" PRIMARY KEY("entity_id","version")
);
--> statement-breakpoint
CREATE TABLE "governance"."followed_event" (
	"tenant_id" text NOT NULL,
	"event_offset" bigint NOT NULL,
	"event_id" uuid NOT NULL,
	"event_type" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"cause_id" text NOT NULL,
	"affected_count" integer NOT NULL,
	"is_truncated" boolean NOT NULL,
	CONSTRAINT "followed_event_tenant_id_event_offset_pk" PRIMARY KEY("tenant_id","event_offset")
);
--> statement-breakpoint
CREATE TABLE "governance"."impact" (
	"tenant_id" text NOT NULL,
	"event_offset" bigint NOT NULL,
	"number" integer NOT NULL,
	"entity_id" text NOT NULL,
	"distance" integer NOT NULL,
	"path" jsonb NOT NULL,
	CONSTRAINT "impact_tenant_id_event_offset_entity_id_pk" PRIMARY KEY("tenant_id","event_offset","entity_id")
);
--> statement-breakpoint
CREATE TABLE "governance"."lineage_edge" (
	"tenant_id" text NOT NULL,
	"via_id" text NOT NULL,
	"from_type" text NOT NULL,
	"from_key" text NOT NULL,
	"to_type" text NOT NULL,
	"to_key" text NOT NULL,
	"from_column" text,
	"to_column" text,
	"transformation" text,
	CONSTRAINT "lineage_edge_via_id_from_type_from_key_to_type_to_key_pk" PRIMARY KEY("via_id","from_type","from_key","to_type","to_key")
);
--> statement-breakpoint
CREATE INDEX "followed_event_by_id" ON "governance"."followed_event" USING btree ("tenant_id","event_id");--> statement-breakpoint
CREATE INDEX "impact_by_entity" ON "governance"."impact" USING btree ("tenant_id","entity_id","event_offset");--> statement-breakpoint
CREATE INDEX "lineage_edge_downstream" ON "governance"."lineage_edge" USING btree ("tenant_id","from_type","from_key");--> statement-breakpoint
CREATE INDEX "lineage_edge_upstream" ON "governance"."lineage_edge" USING btree ("tenant_id","to_type","to_key");--> statement-breakpoint
CREATE INDEX "mdm_profile_by_time" ON "governance"."mdm_profile" USING btree ("tenant_id","created_at");
--> statement-breakpoint
WITH RECURSIVE history AS (
  SELECT approval."id", "entity_id", 1 AS version,
    '{"description": null, "dataset": null}'::jsonb || jsonb_build_object('owner', "requested_by"->'actorId') || "change" AS content
  FROM "governance"."approval"
  WHERE "kind" = 'CREATE' AND "applied_at" IS NOT NULL AND "entity_id" IS NOT NULL
  UNION ALL
  SELECT approval."id", approval."entity_id", history.version + 1, history.content || approval."change"
  FROM history
  JOIN "governance"."approval" ON approval."entity_id" = history."entity_id"
    AND approval."expected_version" = history.version AND approval."applied_at" IS NOT NULL
)
INSERT INTO "governance"."entity_version" ("tenant_id", "entity_type", "canonical_key", "entity_id", "version", "kind",
  "origin", "diff", "content", "approval_id", "requested_by", "decided_by", "changed_at")
SELECT approval."tenant_id", approval."entity_type", approval."canonical_key", approval."entity_id", history.version,
  approval."kind", 'APPROVAL', approval."diff",
  jsonb_build_object(
    'name', history.content->'name', 'description', history.content->'description', 'tier', history.content->'tier',
    'owner', history.content->'owner', 'dataset', history.content->'dataset',
    'definition', history.content - '{name,description,tier,owner,dataset}'::text[]),
  approval."id", approval."requested_by", approval."decided_by", approval."applied_at"
FROM history JOIN "governance"."approval" ON approval."id" = history."id";

--> statement-breakpoint
INSERT INTO "governance"."lineage_edge" ("tenant_id", "via_id", "from_type", "from_key", "to_type", "to_key")
SELECT DISTINCT kpi."tenant_id", kpi."id", 'METADATA', source."key", 'KPI', kpi."canonical_key"
FROM "governance"."mdm_entity" AS kpi
CROSS JOIN LATERAL jsonb_array_elements_text(kpi."definition" #> '{kpi,computedFrom}') AS source("key")
WHERE kpi."entity_type" = 'KPI' AND kpi."status" = 'ACTIVE';
