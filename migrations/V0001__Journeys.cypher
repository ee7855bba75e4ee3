// Why: unique ids, keys and addresses, the orders people ask for, and search.
// Touches the schema only; each index is built over the nodes of its kind, none in an empty database.
// Can be run again: what is there is left alone.

CREATE CONSTRAINT journey_id_unique IF NOT EXISTS
FOR (n:Journey)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT journey_key_unique IF NOT EXISTS
FOR (n:Journey)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT phase_id_unique IF NOT EXISTS
FOR (n:Phase)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT phase_key_unique IF NOT EXISTS
FOR (n:Phase)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT step_id_unique IF NOT EXISTS
FOR (n:Step)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT step_key_unique IF NOT EXISTS
FOR (n:Step)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT touchpoint_id_unique IF NOT EXISTS
FOR (n:Touchpoint)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT touchpoint_key_unique IF NOT EXISTS
FOR (n:Touchpoint)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT channel_id_unique IF NOT EXISTS
FOR (n:Channel)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT channel_key_unique IF NOT EXISTS
FOR (n:Channel)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT persona_id_unique IF NOT EXISTS
FOR (n:Persona)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT persona_key_unique IF NOT EXISTS
FOR (n:Persona)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT segment_id_unique IF NOT EXISTS
FOR (n:Segment)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT segment_key_unique IF NOT EXISTS
FOR (n:Segment)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT vision_id_unique IF NOT EXISTS
FOR (n:Vision)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT vision_key_unique IF NOT EXISTS
FOR (n:Vision)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT product_id_unique IF NOT EXISTS
FOR (n:Product)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT product_key_unique IF NOT EXISTS
FOR (n:Product)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT team_id_unique IF NOT EXISTS
FOR (n:Team)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT team_key_unique IF NOT EXISTS
FOR (n:Team)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT person_id_unique IF NOT EXISTS
FOR (n:Person)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT person_key_unique IF NOT EXISTS
FOR (n:Person)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT person_email_unique IF NOT EXISTS
FOR (n:Person)
REQUIRE n.email IS UNIQUE;

CREATE CONSTRAINT goal_id_unique IF NOT EXISTS
FOR (n:Goal)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT goal_key_unique IF NOT EXISTS
FOR (n:Goal)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT insight_id_unique IF NOT EXISTS
FOR (n:Insight)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT insight_key_unique IF NOT EXISTS
FOR (n:Insight)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT quote_id_unique IF NOT EXISTS
FOR (n:Quote)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT quote_key_unique IF NOT EXISTS
FOR (n:Quote)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT opportunity_id_unique IF NOT EXISTS
FOR (n:Opportunity)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT opportunity_key_unique IF NOT EXISTS
FOR (n:Opportunity)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT solution_id_unique IF NOT EXISTS
FOR (n:Solution)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT solution_key_unique IF NOT EXISTS
FOR (n:Solution)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT metric_id_unique IF NOT EXISTS
FOR (n:Metric)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT metric_key_unique IF NOT EXISTS
FOR (n:Metric)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT measurement_id_unique IF NOT EXISTS
FOR (n:Measurement)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT measurement_key_unique IF NOT EXISTS
FOR (n:Measurement)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT competitor_id_unique IF NOT EXISTS
FOR (n:Competitor)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT competitor_key_unique IF NOT EXISTS
FOR (n:Competitor)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT tag_id_unique IF NOT EXISTS
FOR (n:Tag)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT tag_key_unique IF NOT EXISTS
FOR (n:Tag)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT source_id_unique IF NOT EXISTS
FOR (n:Source)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT source_key_unique IF NOT EXISTS
FOR (n:Source)
REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT import_id_unique IF NOT EXISTS
FOR (n:Import)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT change_id_unique IF NOT EXISTS
FOR (n:Change)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT change_sequence_unique IF NOT EXISTS
FOR (n:Change)
REQUIRE n.sequence IS UNIQUE;

CREATE CONSTRAINT counter_id_unique IF NOT EXISTS
FOR (n:__Counter)
REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT idempotency_id_unique IF NOT EXISTS
FOR (n:__Idempotency)
REQUIRE n.id IS UNIQUE;

CREATE INDEX journey_name_index IF NOT EXISTS
FOR (n:Journey)
ON (n.name, n.id);

CREATE INDEX journey_state_name_index IF NOT EXISTS
FOR (n:Journey)
ON (n.state, n.name, n.id);

CREATE INDEX journey_level_name_index IF NOT EXISTS
FOR (n:Journey)
ON (n.level, n.name, n.id);

CREATE INDEX journey_derived_key_index IF NOT EXISTS
FOR (n:Journey)
ON (n.derivedKey);

CREATE INDEX phase_position_index IF NOT EXISTS
FOR (n:Phase)
ON (n.position, n.id);

CREATE INDEX phase_derived_key_index IF NOT EXISTS
FOR (n:Phase)
ON (n.derivedKey);

CREATE INDEX step_position_index IF NOT EXISTS
FOR (n:Step)
ON (n.position, n.id);

CREATE INDEX step_derived_key_index IF NOT EXISTS
FOR (n:Step)
ON (n.derivedKey);

CREATE INDEX touchpoint_name_index IF NOT EXISTS
FOR (n:Touchpoint)
ON (n.name, n.id);

CREATE INDEX touchpoint_derived_key_index IF NOT EXISTS
FOR (n:Touchpoint)
ON (n.derivedKey);

CREATE INDEX channel_name_index IF NOT EXISTS
FOR (n:Channel)
ON (n.name, n.id);

CREATE INDEX channel_derived_key_index IF NOT EXISTS
FOR (n:Channel)
ON (n.derivedKey);

CREATE INDEX persona_name_index IF NOT EXISTS
FOR (n:Persona)
ON (n.name, n.id);

CREATE INDEX persona_role_name_index IF NOT EXISTS
FOR (n:Persona)
ON (n.role, n.name, n.id);

CREATE INDEX persona_derived_key_index IF NOT EXISTS
FOR (n:Persona)
ON (n.derivedKey);

CREATE INDEX segment_name_index IF NOT EXISTS
FOR (n:Segment)
ON (n.name, n.id);

CREATE INDEX segment_derived_key_index IF NOT EXISTS
FOR (n:Segment)
ON (n.derivedKey);

CREATE INDEX vision_name_index IF NOT EXISTS
FOR (n:Vision)
ON (n.name, n.id);

CREATE INDEX vision_derived_key_index IF NOT EXISTS
FOR (n:Vision)
ON (n.derivedKey);

CREATE INDEX product_name_index IF NOT EXISTS
FOR (n:Product)
ON (n.name, n.id);

CREATE INDEX product_derived_key_index IF NOT EXISTS
FOR (n:Product)
ON (n.derivedKey);

CREATE INDEX team_name_index IF NOT EXISTS
FOR (n:Team)
ON (n.name, n.id);

CREATE INDEX team_derived_key_index IF NOT EXISTS
FOR (n:Team)
ON (n.derivedKey);

CREATE INDEX person_name_index IF NOT EXISTS
FOR (n:Person)
ON (n.name, n.id);

CREATE INDEX person_derived_key_index IF NOT EXISTS
FOR (n:Person)
ON (n.derivedKey);

CREATE INDEX goal_name_index IF NOT EXISTS
FOR (n:Goal)
ON (n.name, n.id);

CREATE INDEX goal_status_name_index IF NOT EXISTS
FOR (n:Goal)
ON (n.status, n.name, n.id);

CREATE INDEX goal_due_on_index IF NOT EXISTS
FOR (n:Goal)
ON (n.dueOn, n.id);

CREATE INDEX goal_derived_key_index IF NOT EXISTS
FOR (n:Goal)
ON (n.derivedKey);

CREATE INDEX insight_name_index IF NOT EXISTS
FOR (n:Insight)
ON (n.name, n.id);

CREATE INDEX insight_status_name_index IF NOT EXISTS
FOR (n:Insight)
ON (n.status, n.name, n.id);

CREATE INDEX insight_derived_key_index IF NOT EXISTS
FOR (n:Insight)
ON (n.derivedKey);

CREATE INDEX quote_said_on_index IF NOT EXISTS
FOR (n:Quote)
ON (n.saidOn, n.id);

CREATE INDEX quote_derived_key_index IF NOT EXISTS
FOR (n:Quote)
ON (n.derivedKey);

CREATE INDEX opportunity_name_index IF NOT EXISTS
FOR (n:Opportunity)
ON (n.name, n.id);

CREATE INDEX opportunity_status_name_index IF NOT EXISTS
FOR (n:Opportunity)
ON (n.status, n.name, n.id);

CREATE INDEX opportunity_status_value_index IF NOT EXISTS
FOR (n:Opportunity)
ON (n.status, n.value, n.id);

CREATE INDEX opportunity_value_index IF NOT EXISTS
FOR (n:Opportunity)
ON (n.value, n.id);

CREATE INDEX opportunity_status_status_changed_at_index IF NOT EXISTS
FOR (n:Opportunity)
ON (n.status, n.statusChangedAt, n.id);

CREATE INDEX opportunity_derived_key_index IF NOT EXISTS
FOR (n:Opportunity)
ON (n.derivedKey);

CREATE INDEX solution_name_index IF NOT EXISTS
FOR (n:Solution)
ON (n.name, n.id);

CREATE INDEX solution_status_name_index IF NOT EXISTS
FOR (n:Solution)
ON (n.status, n.name, n.id);

CREATE INDEX solution_status_launched_on_index IF NOT EXISTS
FOR (n:Solution)
ON (n.status, n.launchedOn, n.id);

CREATE INDEX solution_launched_on_index IF NOT EXISTS
FOR (n:Solution)
ON (n.launchedOn, n.id);

CREATE INDEX solution_starts_on_index IF NOT EXISTS
FOR (n:Solution)
ON (n.startsOn, n.id);

CREATE INDEX solution_derived_key_index IF NOT EXISTS
FOR (n:Solution)
ON (n.derivedKey);

CREATE INDEX metric_name_index IF NOT EXISTS
FOR (n:Metric)
ON (n.name, n.id);

CREATE INDEX metric_derived_key_index IF NOT EXISTS
FOR (n:Metric)
ON (n.derivedKey);

CREATE INDEX measurement_ends_on_index IF NOT EXISTS
FOR (n:Measurement)
ON (n.endsOn, n.id);

CREATE INDEX measurement_starts_on_index IF NOT EXISTS
FOR (n:Measurement)
ON (n.startsOn, n.id);

CREATE INDEX measurement_derived_key_index IF NOT EXISTS
FOR (n:Measurement)
ON (n.derivedKey);

CREATE INDEX competitor_name_index IF NOT EXISTS
FOR (n:Competitor)
ON (n.name, n.id);

CREATE INDEX competitor_derived_key_index IF NOT EXISTS
FOR (n:Competitor)
ON (n.derivedKey);

CREATE INDEX tag_name_index IF NOT EXISTS
FOR (n:Tag)
ON (n.name, n.id);

CREATE INDEX tag_category_name_index IF NOT EXISTS
FOR (n:Tag)
ON (n.category, n.name, n.id);

CREATE INDEX tag_derived_key_index IF NOT EXISTS
FOR (n:Tag)
ON (n.derivedKey);

CREATE INDEX source_name_index IF NOT EXISTS
FOR (n:Source)
ON (n.name, n.id);

CREATE INDEX source_held_on_index IF NOT EXISTS
FOR (n:Source)
ON (n.heldOn, n.id);

CREATE INDEX source_derived_key_index IF NOT EXISTS
FOR (n:Source)
ON (n.derivedKey);

CREATE INDEX source_sha256_index IF NOT EXISTS
FOR (n:Source)
ON (n.sha256, n.id);

CREATE INDEX import_started_at_index IF NOT EXISTS
FOR (n:Import)
ON (n.startedAt, n.id);

CREATE INDEX import_sha256_index IF NOT EXISTS
FOR (n:Import)
ON (n.sha256, n.id);

CREATE INDEX change_sequence_index IF NOT EXISTS
FOR (n:Change)
ON (n.sequence, n.id);

CREATE INDEX change_record_id_sequence_index IF NOT EXISTS
FOR (n:Change)
ON (n.recordId, n.sequence, n.id);

CREATE INDEX change_import_id_sequence_index IF NOT EXISTS
FOR (n:Change)
ON (n.importId, n.sequence, n.id);

CREATE INDEX change_kind_sequence_index IF NOT EXISTS
FOR (n:Change)
ON (n.kind, n.sequence, n.id);

CREATE INDEX change_at_index IF NOT EXISTS
FOR (n:Change)
ON (n.at, n.id);

CREATE FULLTEXT INDEX record_search IF NOT EXISTS
FOR (n:Channel|Competitor|Goal|Insight|Journey|Metric|Opportunity|Person|Persona|Phase|Product|Quote|Segment|Solution|Source|Step|Tag|Team|Touchpoint|Vision)
ON EACH [n.definition, n.description, n.intent, n.name, n.statement, n.text]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words', `fulltext.eventually_consistent`: true}};
