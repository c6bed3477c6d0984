CREATE TABLE "governance"."change_set" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"atomic" boolean NOT NULL,
	"item_count" integer NOT NULL,
	"comment" text,
	"requested_by" jsonb NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"correlation_id" uuid NOT NULL,
	"notice_events" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "governance"."approval" ADD COLUMN "correlation_id" uuid;--> statement-breakpoint
ALTER TABLE "governance"."approval" ADD COLUMN "change_set_id" text;--> statement-breakpoint
ALTER TABLE "governance"."approval" ADD COLUMN "change_set_position" integer;--> statement-breakpoint
ALTER TABLE "governance"."approval" ADD COLUMN "change_set_hold" text;--> statement-breakpoint
CREATE INDEX "change_set_by_request" ON "governance"."change_set" USING btree ("tenant_id","requested_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_of_change_set" ON "governance"."approval" USING btree ("change_set_id","change_set_position") WHERE change_set_id is not null;--> statement-breakpoint
CREATE INDEX "approval_by_change_set_status" ON "governance"."approval" USING btree ("change_set_id","status") WHERE change_set_id is not null;--> statement-breakpoint
ALTER TABLE "governance"."approval" ADD CONSTRAINT "approval_held_by_change_set" CHECK (change_set_hold is null or (applied_at is null and (change_set_hold = 'EFFECT' or status = 'PENDING')));