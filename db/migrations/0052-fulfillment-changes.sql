-- Fulfillments: the chain from a first license to the one that is good today.

-- A generated column fills the rows that are there, whoever owns the table; then it becomes an ordinary one.
ALTER TABLE fulfillment
  ADD COLUMN chain_id uuid GENERATED ALWAYS AS (fulfillment_id) STORED,
  ADD COLUMN closed_at timestamptz GENERATED ALWAYS AS (CASE WHEN state = 'obsolete' THEN updated_at END) STORED,
  ADD COLUMN takes_copies boolean GENERATED ALWAYS AS (state <> 'obsolete') STORED;
ALTER TABLE fulfillment
  ALTER COLUMN chain_id DROP EXPRESSION,
  ALTER COLUMN closed_at DROP EXPRESSION,
  ALTER COLUMN takes_copies DROP EXPRESSION;
ALTER TABLE fulfillment
  ALTER COLUMN chain_id SET NOT NULL,
  ALTER COLUMN takes_copies SET NOT NULL,
  ADD COLUMN closed_by text NOT NULL DEFAULT '',
  ADD CONSTRAINT fulfillment__closed CHECK ((state = 'obsolete') = (closed_at IS NOT NULL));
COMMENT ON TABLE fulfillment IS
  'The record that copies were issued to hosts. expires_on is the last day; null is permanent. server_texts and '
  'node_texts are the host IDs exactly as the license has them; labels join them for lists. chain_id: the first record '
  'of the chain that this one continues, its own key for a first one; parent_fulfillment_id: the record that it '
  'replaces or was issued beside; takes_copies: its copies are among those taken of the line item (not so: obsolete '
  'ones, unless returned under a policy that keeps copies; emergency and stop-gap licenses); closed_*: when and by '
  'whom it became obsolete.';
-- One live record at the head of each chain. First records have none before them, so an activation writes nothing here.
CREATE UNIQUE INDEX fulfillment__one_head ON fulfillment (tenant_id, chain_id)
  WHERE state <> 'obsolete' AND parent_fulfillment_id IS NOT NULL;
CREATE INDEX fulfillment__of_parent ON fulfillment (tenant_id, parent_fulfillment_id)
  WHERE parent_fulfillment_id IS NOT NULL;
CREATE INDEX fulfillment__uses ON fulfillment (tenant_id, line_item_id, support_action, closed_at)
  WHERE closed_at IS NOT NULL;
