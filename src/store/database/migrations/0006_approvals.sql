CREATE TABLE "governance"."approval_comment" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"approval_id" text NOT NULL,
	"author" jsonb NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "governance"."approval_step" (
	"tenant_id" text NOT NULL,
	"number" bigint NOT NULL,
	"approval_id" text NOT NULL,
	"round" integer NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "approval_step_tenant_id_number_pk" PRIMARY KEY("tenant_id","number")
);
--> statement-breakpoint
CREATE TABLE "governance"."approval_stream" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"last_number" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "governance"."approval_vote" (
	"approval_id" text NOT NULL,
	"round" integer NOT NULL,
	"actor_id" text NOT NULL,
	"actor" jsonb NOT NULL,
	"comment" text,
	"voted_at" timestamp (3) with time zone NOT NULL,
	"step_number" bigint NOT NULL,
	CONSTRAINT "approval_vote_approval_id_round_actor_id_pk" PRIMARY KEY("approval_id","round","actor_id")
);
--> statement-breakpoint
ALTER TABLE "governance"."approval" ADD COLUMN "due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "governance"."approval" ADD COLUMN "approvers_needed" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "governance"."approval" ADD COLUMN "required_role" text DEFAULT 'APPROVER' NOT NULL;--> statement-breakpoint
ALTER TABLE "governance"."approval" ADD COLUMN "round" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "approval_comment_by_time" ON "governance"."approval_comment" USING btree ("approval_id","created_at","id");--> statement-breakpoint
CREATE INDEX "approval_inbox" ON "governance"."approval" USING btree ("tenant_id","due_at","requested_at","id") WHERE status = 'PENDING';