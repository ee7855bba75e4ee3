// Why: texts order and are found by keys that are kept beside them.
// Touches the schema only; each index is built over the nodes of its kind, none in an empty database. The keys
// themselves are no work for Cypher: `throughline migrate` makes them when all files are applied.
// Can be run again: what is there is left alone.

DROP INDEX journey_name_index IF EXISTS;

DROP INDEX journey_state_name_index IF EXISTS;

DROP INDEX journey_level_name_index IF EXISTS;

DROP INDEX touchpoint_name_index IF EXISTS;

DROP INDEX channel_name_index IF EXISTS;

DROP INDEX persona_name_index IF EXISTS;

DROP INDEX persona_role_name_index IF EXISTS;

DROP INDEX segment_name_index IF EXISTS;

DROP INDEX vision_name_index IF EXISTS;

DROP INDEX product_name_index IF EXISTS;

DROP INDEX team_name_index IF EXISTS;

DROP INDEX person_name_index IF EXISTS;

DROP INDEX goal_name_index IF EXISTS;

DROP INDEX goal_status_name_index IF EXISTS;

DROP INDEX insight_name_index IF EXISTS;

DROP INDEX insight_status_name_index IF EXISTS;

DROP INDEX opportunity_name_index IF EXISTS;

DROP INDEX opportunity_status_name_index IF EXISTS;

DROP INDEX solution_name_index IF EXISTS;

DROP INDEX solution_status_name_index IF EXISTS;

DROP INDEX metric_name_index IF EXISTS;

DROP INDEX competitor_name_index IF EXISTS;

DROP INDEX tag_name_index IF EXISTS;

DROP INDEX tag_category_name_index IF EXISTS;

DROP INDEX source_name_index IF EXISTS;

DROP INDEX record_search IF EXISTS;

CREATE INDEX journey_name_order_index IF NOT EXISTS
FOR (n:Journey)
ON (n.nameOrder, n.id);

CREATE INDEX journey_state_name_order_index IF NOT EXISTS
FOR (n:Journey)
ON (n.state, n.nameOrder, n.id);

CREATE INDEX journey_level_name_order_index IF NOT EXISTS
FOR (n:Journey)
ON (n.level, n.nameOrder, n.id);

CREATE INDEX touchpoint_name_order_index IF NOT EXISTS
FOR (n:Touchpoint)
ON (n.nameOrder, n.id);

CREATE INDEX channel_name_order_index IF NOT EXISTS
FOR (n:Channel)
ON (n.nameOrder, n.id);

CREATE INDEX persona_name_order_index IF NOT EXISTS
FOR (n:Persona)
ON (n.nameOrder, n.id);

CREATE INDEX persona_role_name_order_index IF NOT EXISTS
FOR (n:Persona)
ON (n.role, n.nameOrder, n.id);

CREATE INDEX segment_name_order_index IF NOT EXISTS
FOR (n:Segment)
ON (n.nameOrder, n.id);

CREATE INDEX vision_name_order_index IF NOT EXISTS
FOR (n:Vision)
ON (n.nameOrder, n.id);

CREATE INDEX product_name_order_index IF NOT EXISTS
FOR (n:Product)
ON (n.nameOrder, n.id);

CREATE INDEX team_name_order_index IF NOT EXISTS
FOR (n:Team)
ON (n.nameOrder, n.id);

CREATE INDEX person_name_order_index IF NOT EXISTS
FOR (n:Person)
ON (n.nameOrder, n.id);

CREATE INDEX goal_name_order_index IF NOT EXISTS
FOR (n:Goal)
ON (n.nameOrder, n.id);

CREATE INDEX goal_status_name_order_index IF NOT EXISTS
FOR (n:Goal)
ON (n.status, n.nameOrder, n.id);

CREATE INDEX insight_name_order_index IF NOT EXISTS
FOR (n:Insight)
ON (n.nameOrder, n.id);

CREATE INDEX insight_status_name_order_index IF NOT EXISTS
FOR (n:Insight)
ON (n.status, n.nameOrder, n.id);

CREATE INDEX opportunity_name_order_index IF NOT EXISTS
FOR (n:Opportunity)
ON (n.nameOrder, n.id);

CREATE INDEX opportunity_status_name_order_index IF NOT EXISTS
FOR (n:Opportunity)
ON (n.status, n.nameOrder, n.id);

CREATE INDEX solution_name_order_index IF NOT EXISTS
FOR (n:Solution)
ON (n.nameOrder, n.id);

CREATE INDEX solution_status_name_order_index IF NOT EXISTS
FOR (n:Solution)
ON (n.status, n.nameOrder, n.id);

CREATE INDEX metric_name_order_index IF NOT EXISTS
FOR (n:Metric)
ON (n.nameOrder, n.id);

CREATE INDEX competitor_name_order_index IF NOT EXISTS
FOR (n:Competitor)
ON (n.nameOrder, n.id);

CREATE INDEX tag_name_order_index IF NOT EXISTS
FOR (n:Tag)
ON (n.nameOrder, n.id);

CREATE INDEX tag_category_order_name_order_index IF NOT EXISTS
FOR (n:Tag)
ON (n.categoryOrder, n.nameOrder, n.id);

CREATE INDEX source_name_order_index IF NOT EXISTS
FOR (n:Source)
ON (n.nameOrder, n.id);

CREATE FULLTEXT INDEX record_search IF NOT EXISTS
FOR (n:Channel|Competitor|Goal|Insight|Journey|Metric|Opportunity|Person|Persona|Phase|Product|Quote|Segment|Solution|Source|Step|Tag|Team|Touchpoint|Vision)
ON EACH [n.definition, n.definitionFolded, n.description, n.descriptionFolded, n.intent, n.intentFolded, n.name, n.nameFolded, n.statement, n.statementFolded, n.text, n.textFolded]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words', `fulltext.eventually_consistent`: true}};
