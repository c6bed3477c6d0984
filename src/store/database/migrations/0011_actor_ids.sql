CREATE INDEX "approval_by_requester" ON "governance"."approval" USING btree ("tenant_id",lower(requested_by ->> 'actorId'));--> statement-breakpoint
CREATE INDEX "approval_by_decider" ON "governance"."approval" USING btree ("tenant_id",lower(decided_by ->> 'actorId'));--> statement-breakpoint
CREATE INDEX "approval_vote_by_voter" ON "governance"."approval_vote" USING btree (lower(actor_id));--> statement-breakpoint
CREATE INDEX "entity_follow_by_follower" ON "governance"."entity_follow" USING btree ("tenant_id",lower(actor_id));