CREATE TABLE "governance"."monitoring_policy_proposal" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"status" text NOT NULL,
	"base_version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"diff" jsonb NOT NULL,
	"comment" text,
	"proposed_by" jsonb NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"decided_by" jsonb,
	"decided_at" timestamp (3) with time zone,
	"decision_comment" text
);
--> statement-breakpoint
CREATE TABLE "governance"."monitoring_policy_version" (
	"tenant_id" text NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	CONSTRAINT "monitoring_policy_version_tenant_id_version_pk" PRIMARY KEY("tenant_id","version")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "monitoring_policy_one_open" ON "governance"."monitoring_policy_proposal" USING btree ("tenant_id") WHERE status = 'PENDING';--> statement-breakpoint
CREATE INDEX "monitoring_policy_proposal_by_time" ON "governance"."monitoring_policy_proposal" USING btree ("tenant_id","proposed_at","id");