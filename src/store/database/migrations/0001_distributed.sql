CREATE TABLE "governance"."store_identity" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	CONSTRAINT "store_identity_has_one_row" CHECK ("governance"."store_identity"."only")
);
--> statement-breakpoint
INSERT INTO "governance"."store_identity" DEFAULT VALUES;
--> statement-breakpoint
DROP INDEX "governance"."dead_letter_by_time";--> statement-breakpoint
ALTER TABLE "governance"."dead_letter" ADD COLUMN "redelivered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "governance"."dead_letter" ADD COLUMN "redelivered_by" jsonb;--> statement-breakpoint
ALTER TABLE "governance"."event_log" ADD COLUMN "appended_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "governance"."profiling_decision" ADD COLUMN "event" jsonb;--> statement-breakpoint
CREATE INDEX "dead_letter_by_time" ON "governance"."dead_letter" USING btree ("tenant_id","failed_at","id");
