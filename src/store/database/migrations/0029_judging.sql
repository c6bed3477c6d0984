ALTER TABLE "governance"."mdm_entity" ADD COLUMN "failing_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "governance"."mdm_entity" ADD COLUMN "failure_count" integer;--> statement-breakpoint
ALTER TABLE "governance"."mdm_entity" ADD COLUMN "failure_reported_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "governance"."mdm_entity" ADD COLUMN "requested_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "governance"."mdm_profile" ADD COLUMN "binding_key" text;--> statement-breakpoint
ALTER TABLE "governance"."mdm_profile" ADD COLUMN "rules_key" text;--> statement-breakpoint
ALTER TABLE "governance"."mdm_profile" ADD COLUMN "dropped_from_id" text;--> statement-breakpoint
ALTER TABLE "governance"."mdm_profile" ADD COLUMN "reference_id" text;--> statement-breakpoint
ALTER TABLE "governance"."mdm_profile" ADD COLUMN "reference_score" double precision;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "governance"."keep_profile_attempt"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was_open boolean := TG_OP = 'UPDATE' AND OLD.status IN ('waiting', 'running');
  ended timestamptz := coalesce(NEW.finished_at, now());
  code text := coalesce(NEW.error_code, 'UNKNOWN');
BEGIN
  IF NEW.status IN ('waiting', 'running') THEN
    IF was_open THEN
      RETURN NULL;
    END IF;
    UPDATE governance.mdm_entity SET open_run_id = NEW.id
    WHERE entity_type = NEW.entity_type AND id = NEW.entity_id;
  ELSIF NEW.status = 'failed' THEN
    UPDATE governance.mdm_entity AS entity SET open_run_id = NULL, failed_at = ended, failure_code = code,
      failure_message = coalesce(NEW.error_message, 'The reason was not recorded.'),
      failing_since = CASE WHEN streak.goes_on THEN coalesce(entity.failing_since, entity.failed_at) ELSE ended END,
      failure_count = CASE WHEN streak.goes_on THEN coalesce(entity.failure_count, 1) + 1 ELSE 1 END,
      failure_reported_at = CASE WHEN streak.goes_on THEN coalesce(entity.failure_reported_at, entity.failed_at) ELSE ended END
    FROM (
      SELECT id, coalesce(failure_code = code AND updated_at <= failed_at, false) AS goes_on
      FROM governance.mdm_entity WHERE entity_type = NEW.entity_type AND id = NEW.entity_id
    ) AS streak
    WHERE entity.entity_type = NEW.entity_type AND entity.id = streak.id;
  ELSE
    UPDATE governance.mdm_entity SET open_run_id = NULL, failed_at = NULL, failure_code = NULL, failure_message = NULL,
      failing_since = NULL, failure_count = NULL, failure_reported_at = NULL
    WHERE entity_type = NEW.entity_type AND id = NEW.entity_id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
UPDATE "governance"."mdm_entity" SET "failing_since" = "failed_at", "failure_count" = 1, "failure_reported_at" = "failed_at"
WHERE "failed_at" IS NOT NULL;
