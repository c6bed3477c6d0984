ALTER TABLE "governance"."event_log" ADD COLUMN "cause_source" text;--> statement-breakpoint
ALTER TABLE "governance"."event_log" ADD COLUMN "claimed_by" jsonb;