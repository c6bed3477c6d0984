CREATE TABLE "governance"."incident" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"entity_type" text NOT NULL,
	"entity_id" text NOT NULL,
	"canonical_key" text NOT NULL,
	"tier" text NOT NULL,
	"cause" text NOT NULL,
	"status" text NOT NULL,
	"severity" text NOT NULL,
	"summary" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"occurrences" integer DEFAULT 1 NOT NULL,
	"rule_id" text,
	"profile_id" text,
	"opened_by_event_id" uuid,
	"opened_by_offset" bigint,
	"correlation_id" text,
	"root_id" text,
	"assignee" text,
	"snoozed_until" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	"resolution" text,
	"reference" jsonb,
	"last_step" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "governance"."incident_step" (
	"tenant_id" text NOT NULL,
	"number" bigint NOT NULL,
	"incident_id" text NOT NULL,
	"kind" text NOT NULL,
	"actor" jsonb,
	"text" text,
	"at" timestamp (3) with time zone NOT NULL,
	"details" jsonb,
	CONSTRAINT "incident_step_tenant_id_number_pk" PRIMARY KEY("tenant_id","number")
);
--> statement-breakpoint
CREATE TABLE "governance"."incident_stream" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"last_number" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "incident_one_open" ON "governance"."incident" USING btree ("entity_id","cause") WHERE status <> 'RESOLVED';--> statement-breakpoint
CREATE INDEX "incident_by_time" ON "governance"."incident" USING btree ("tenant_id","opened_at","id");--> statement-breakpoint
CREATE INDEX "incident_open" ON "governance"."incident" USING btree ("tenant_id","opened_at","id") WHERE status <> 'RESOLVED';--> statement-breakpoint
CREATE INDEX "incident_by_root" ON "governance"."incident" USING btree ("root_id","opened_at","id");--> statement-breakpoint
CREATE INDEX "incident_by_correlation" ON "governance"."incident" USING btree ("tenant_id","correlation_id");--> statement-breakpoint
CREATE INDEX "incident_step_by_incident" ON "governance"."incident_step" USING btree ("incident_id","number");