ALTER TABLE "governance"."mdm_entity" ADD COLUMN "owner" text;--> statement-breakpoint
UPDATE "governance"."mdm_entity" AS entity SET "owner" = creation."requested_by"->>'actorId'
FROM "governance"."approval" AS creation
WHERE creation."kind" = 'CREATE' AND creation."applied_at" IS NOT NULL
  AND creation."entity_id" = entity."id" AND creation."entity_type" = entity."entity_type";
--> statement-breakpoint
UPDATE "governance"."approval" SET
  "change" = jsonb_build_object('owner', "requested_by"->>'actorId') || "change",
  "diff" = "diff" || jsonb_build_array(jsonb_build_object('field', 'owner', 'before', NULL, 'after', ("requested_by"->'actorId')::text))
WHERE "kind" = 'CREATE' AND ("status" = 'PENDING' OR "status" = 'APPROVED' AND "applied_at" IS NULL);
