CREATE TABLE "governance"."commit_marker" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"transaction_id" text NOT NULL,
	"began_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
