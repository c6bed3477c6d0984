CREATE TABLE "governance"."entity_version" (
	"tenant_id" text NOT NULL,
	"entity_type" text NOT NULL,
	"canonical_key" text NOT NULL,
	"entity_id" text NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"origin" text NOT NULL,
	"diff" jsonb NOT NULL,
	"content" jsonb NOT NULL,
	"approval_id" text,
	"requested_by" jsonb NOT NULL,
	"decided_by" jsonb,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "entity_version_entity_id_version_pk" PRIMARY KEY("entity_id","version")
);
--> statement-breakpoint
WITH RECURSIVE history AS (
  SELECT approval."id", "entity_id", 1 AS version,
    '{"description": null, "dataset": null}'::jsonb || jsonb_build_object('owner', "requested_by"->'actorId') || "change" AS content
  FROM "governance"."approval"
  WHERE "kind" = 'CREATE' AND "applied_at" IS NOT NULL AND "entity_id" IS NOT NULL
  UNION ALL
  SELECT approval."id", approval."entity_id", history.version + 1, history.content || approval."change"
  FROM history
  JOIN "governance"."approval" ON approval."entity_id" = history."entity_id"
    AND approval."expected_version" = history.version AND approval."applied_at" IS NOT NULL
)
INSERT INTO "governance"."entity_version" ("tenant_id", "entity_type", "canonical_key", "entity_id", "version", "kind",
  "origin", "diff", "content", "approval_id", "requested_by", "decided_by", "changed_at")
SELECT approval."tenant_id", approval."entity_type", approval."canonical_key", approval."entity_id", history.version,
  approval."kind", 'APPROVAL', approval."diff",
  jsonb_build_object(
    'name', history.content->'name', 'description', history.content->'description', 'tier', history.content->'tier',
    'owner', history.content->'owner', 'dataset', history.content->'dataset',
    'definition', history.content - '{name,description,tier,owner,dataset}'::text[]),
  approval."id", approval."requested_by", approval."decided_by", approval."applied_at"
FROM history JOIN "governance"."approval" ON approval."id" = history."id";
