CREATE TABLE "governance"."entity_follow" (
	"tenant_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"entity_id" text NOT NULL,
	"followed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "entity_follow_tenant_id_actor_id_entity_id_pk" PRIMARY KEY("tenant_id","actor_id","entity_id")
);
--> statement-breakpoint
CREATE TABLE "governance"."inbox" (
	"tenant_id" text NOT NULL,
	"recipient" text NOT NULL,
	"epoch" uuid DEFAULT gen_random_uuid() NOT NULL,
	"last_number" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "inbox_tenant_id_recipient_pk" PRIMARY KEY("tenant_id","recipient")
);
--> statement-breakpoint
CREATE TABLE "governance"."notification" (
	"tenant_id" text NOT NULL,
	"recipient" text NOT NULL,
	"number" bigint NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"event_offset" bigint NOT NULL,
	"event_id" uuid NOT NULL,
	"entity_type" text NOT NULL,
	"canonical_key" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "notification_tenant_id_recipient_number_pk" PRIMARY KEY("tenant_id","recipient","number"),
	CONSTRAINT "notification_id_unique" UNIQUE("id"),
	CONSTRAINT "notification_once" UNIQUE("tenant_id","event_offset","kind","recipient")
);
--> statement-breakpoint
CREATE INDEX "entity_follow_by_entity" ON "governance"."entity_follow" USING btree ("tenant_id","entity_id","actor_id");--> statement-breakpoint
CREATE INDEX "entity_follow_by_time" ON "governance"."entity_follow" USING btree ("tenant_id","actor_id","followed_at","entity_id");--> statement-breakpoint
CREATE INDEX "notification_unread" ON "governance"."notification" USING btree ("tenant_id","recipient","number") WHERE read_at is null;