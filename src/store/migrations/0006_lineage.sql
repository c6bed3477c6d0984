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
CREATE INDEX "mdm_profile_by_time" ON "governance"."mdm_profile" USING btree ("tenant_id","created_at");--> statement-breakpoint
INSERT INTO "governance"."lineage_edge" ("tenant_id", "via_id", "from_type", "from_key", "to_type", "to_key")
SELECT DISTINCT kpi."tenant_id", kpi."id", 'METADATA', source."key", 'KPI', kpi."canonical_key"
FROM "governance"."mdm_entity" AS kpi
CROSS JOIN LATERAL jsonb_array_elements_text(kpi."definition" #> '{kpi,computedFrom}') AS source("key")
WHERE kpi."entity_type" = 'KPI' AND kpi."status" = 'ACTIVE';
