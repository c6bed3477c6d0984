CREATE SCHEMA "governance";
--> statement-breakpoint
CREATE TABLE "governance"."approval" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"status" text NOT NULL,
	"kind" text NOT NULL,
	"entity_type" text NOT NULL,
	"canonical_key" text NOT NULL,
	"tier" text NOT NULL,
	"entity_id" text,
	"expected_version" integer,
	"change" jsonb NOT NULL,
	"diff" jsonb NOT NULL,
	"request_comment" text,
	"requested_by" jsonb NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"decision_comment" text,
	"decided_by" jsonb,
	"decided_at" timestamp (3) with time zone,
	"created_event_id" uuid NOT NULL,
	"applied_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "governance"."dead_letter" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"subscriber" text NOT NULL,
	"event_offset" bigint NOT NULL,
	"job" jsonb NOT NULL,
	"error" text NOT NULL,
	"attempts" integer NOT NULL,
	"failed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "governance"."event_log" (
	"tenant_id" text NOT NULL,
	"stream_offset" bigint NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"source" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"correlation_id" text NOT NULL,
	"entity_type" text,
	"canonical_key" text,
	"tier" text,
	"quality_score" double precision,
	"actor" jsonb,
	"event" jsonb NOT NULL,
	CONSTRAINT "event_log_tenant_id_stream_offset_pk" PRIMARY KEY("tenant_id","stream_offset"),
	CONSTRAINT "event_log_duplicate_key" UNIQUE("tenant_id","source","id")
);
--> statement-breakpoint
CREATE TABLE "governance"."event_stream" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"epoch" uuid DEFAULT gen_random_uuid() NOT NULL,
	"last_offset" bigint DEFAULT 0 NOT NULL,
	"trimmed_through" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "governance"."mdm_entity" (
	"id" text NOT NULL,
	"tenant_id" text NOT NULL,
	"entity_type" text NOT NULL,
	"canonical_key" text NOT NULL,
	"urn" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"tier" text NOT NULL,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"dataset_schema" text,
	"dataset_table" text,
	"dataset_column" text,
	"dataset_key_columns" text[] DEFAULT '{}' NOT NULL,
	"definition" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"last_profile_id" text,
	"last_profiled_at" timestamp (3) with time zone,
	"last_quality_score" double precision,
	"profile_count" integer DEFAULT 0 NOT NULL,
	"due_since" timestamp (3) with time zone,
	CONSTRAINT "mdm_entity_entity_type_id_pk" PRIMARY KEY("entity_type","id"),
	CONSTRAINT "mdm_entity_canonical_key" UNIQUE("tenant_id","entity_type","canonical_key")
) PARTITION BY LIST ("entity_type");
--> statement-breakpoint
CREATE TABLE "governance"."mdm_global_metadata" PARTITION OF "governance"."mdm_entity" FOR VALUES IN ('METADATA');
--> statement-breakpoint
CREATE TABLE "governance"."mdm_kpi_definition" PARTITION OF "governance"."mdm_entity" FOR VALUES IN ('KPI');
--> statement-breakpoint
CREATE TABLE "governance"."mdm_glossary_term" PARTITION OF "governance"."mdm_entity" FOR VALUES IN ('GLOSSARY');
--> statement-breakpoint
CREATE TABLE "governance"."mdm_business_rule" PARTITION OF "governance"."mdm_entity" FOR VALUES IN ('BUSINESS_RULE');
--> statement-breakpoint
CREATE TABLE "governance"."mdm_tag" PARTITION OF "governance"."mdm_entity" FOR VALUES IN ('TAG');
--> statement-breakpoint
CREATE TABLE "governance"."mdm_lineage_field" PARTITION OF "governance"."mdm_entity" FOR VALUES IN ('LINEAGE');
--> statement-breakpoint
CREATE TABLE "governance"."mdm_profile" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"entity_type" text NOT NULL,
	"entity_id" text NOT NULL,
	"number" integer NOT NULL,
	"run_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"row_count" bigint NOT NULL,
	"duration_seconds" double precision NOT NULL,
	"completeness" double precision NOT NULL,
	"uniqueness" double precision NOT NULL,
	"validity" double precision NOT NULL,
	"quality_score" double precision NOT NULL,
	"quality_grade" text NOT NULL,
	"triggered_by" jsonb NOT NULL,
	"columns" jsonb NOT NULL,
	"rules" jsonb NOT NULL,
	CONSTRAINT "mdm_profile_run_id_unique" UNIQUE("run_id"),
	CONSTRAINT "mdm_profile_number" UNIQUE("entity_id","number")
);
--> statement-breakpoint
CREATE TABLE "governance"."profile_run" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"entity_type" text NOT NULL,
	"entity_id" text NOT NULL,
	"status" text NOT NULL,
	"trigger_offset" bigint NOT NULL,
	"triggered_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "governance"."profiling_decision" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"entity_type" text,
	"entity_id" text,
	"event_offset" bigint NOT NULL,
	"profiled" boolean NOT NULL,
	"rule" text NOT NULL,
	"explanation" text NOT NULL,
	"run_id" text,
	"decided_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "profiling_decision_once" UNIQUE NULLS NOT DISTINCT("tenant_id","event_offset","entity_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "approval_one_open" ON "governance"."approval" USING btree ("tenant_id","entity_type","canonical_key") WHERE status = 'PENDING' or (status = 'APPROVED' and applied_at is null);--> statement-breakpoint
CREATE INDEX "approval_by_request" ON "governance"."approval" USING btree ("tenant_id","requested_at","id");--> statement-breakpoint
CREATE INDEX "dead_letter_by_time" ON "governance"."dead_letter" USING btree ("tenant_id","failed_at");--> statement-breakpoint
CREATE INDEX "event_log_by_correlation" ON "governance"."event_log" USING btree ("tenant_id","correlation_id","stream_offset");--> statement-breakpoint
CREATE INDEX "event_log_by_type" ON "governance"."event_log" USING btree ("tenant_id","type","stream_offset");--> statement-breakpoint
CREATE INDEX "event_log_by_canonical_key" ON "governance"."event_log" USING btree ("tenant_id","canonical_key","stream_offset");--> statement-breakpoint
CREATE INDEX "mdm_entity_by_key" ON "governance"."mdm_entity" USING btree ("tenant_id","canonical_key","id");--> statement-breakpoint
CREATE INDEX "mdm_entity_by_dataset" ON "governance"."mdm_entity" USING btree ("tenant_id","dataset_schema","dataset_table");--> statement-breakpoint
CREATE INDEX "mdm_entity_by_urn" ON "governance"."mdm_entity" USING btree ("tenant_id","urn");--> statement-breakpoint
CREATE INDEX "mdm_entity_by_age" ON "governance"."mdm_entity" USING btree ("tier","last_profiled_at");--> statement-breakpoint
CREATE UNIQUE INDEX "profile_run_one_at_a_time" ON "governance"."profile_run" USING btree ("entity_id") WHERE status in ('waiting', 'running');--> statement-breakpoint
CREATE INDEX "profiling_decision_by_entity" ON "governance"."profiling_decision" USING btree ("entity_id","event_offset");