CREATE TABLE "governance"."scheduler_turn" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"pass_at" timestamp (3) with time zone NOT NULL,
	"held_until" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "governance"."mdm_entity" ADD COLUMN "freshness_hours" double precision;--> statement-breakpoint
ALTER TABLE "governance"."scheduler_pass" ADD COLUMN "time_zones" text[];--> statement-breakpoint
CREATE INDEX "mdm_entity_by_freshness" ON "governance"."mdm_entity" USING btree ("tenant_id","dataset_schema","dataset_table","freshness_hours","id") WHERE freshness_hours is not null and status = 'ACTIVE';