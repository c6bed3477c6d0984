CREATE TABLE "governance"."scheduler_pass" (
	"at" timestamp (3) with time zone PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "governance"."dead_letter" ADD COLUMN "dismissed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "governance"."dead_letter" ADD COLUMN "dismissed_by" jsonb;--> statement-breakpoint
ALTER TABLE "governance"."dead_letter" ADD COLUMN "dismissal_reason" text;--> statement-breakpoint
ALTER TABLE "governance"."profiling_decision" ADD COLUMN "tier" text;--> statement-breakpoint
ALTER TABLE "governance"."profiling_decision" ADD COLUMN "last_profile_id" text;--> statement-breakpoint
CREATE INDEX "profiling_decision_by_time" ON "governance"."profiling_decision" USING btree ("tenant_id","decided_at","id");