CREATE TABLE "governance"."dataset_refresh" (
	"tenant_id" text NOT NULL,
	"schema_name" text NOT NULL,
	"table_name" text NOT NULL,
	"refreshed_at" timestamp (3) with time zone NOT NULL,
	"times_ms" jsonb NOT NULL,
	"look_at" timestamp (3) with time zone,
	CONSTRAINT "dataset_refresh_tenant_id_schema_name_table_name_pk" PRIMARY KEY("tenant_id","schema_name","table_name")
);
--> statement-breakpoint
CREATE TABLE "governance"."incident_watch" (
	"entity_id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"profile_number" integer DEFAULT 0 NOT NULL,
	"outcome_offset" bigint DEFAULT 0 NOT NULL,
	"columns" jsonb,
	"pending_score" double precision
);
--> statement-breakpoint
ALTER TABLE "governance"."incident" ADD COLUMN "bound_schema" text;--> statement-breakpoint
ALTER TABLE "governance"."incident" ADD COLUMN "bound_table" text;--> statement-breakpoint
ALTER TABLE "governance"."incident" ADD COLUMN "bound_column" text;--> statement-breakpoint
CREATE INDEX "dataset_refresh_to_look_at" ON "governance"."dataset_refresh" USING btree ("look_at") WHERE look_at is not null;--> statement-breakpoint
CREATE INDEX "incident_by_entity" ON "governance"."incident" USING btree ("entity_id","cause","opened_at");--> statement-breakpoint
CREATE INDEX "incident_snoozed" ON "governance"."incident" USING btree ("snoozed_until") WHERE status = 'SNOOZED';