ALTER TABLE "governance"."mdm_profile" ADD COLUMN "estimate" jsonb;--> statement-breakpoint
ALTER TABLE "governance"."profile_run" ADD COLUMN "leader_id" text;--> statement-breakpoint
ALTER TABLE "governance"."profile_run" ADD COLUMN "apart" text;--> statement-breakpoint
ALTER TABLE "governance"."profile_run" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "governance"."profile_run" ADD COLUMN "waiting_since" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "profile_run_led" ON "governance"."profile_run" USING btree ("leader_id") WHERE status in ('waiting', 'running') and leader_id is not null;