-- Fulfillments: hosts that customers release themselves.

CREATE TABLE host_release_book (
  tenant_id uuid NOT NULL,
  account_id uuid NOT NULL,
  released_at timestamptz[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, account_id),
  CONSTRAINT host_release_book__account FOREIGN KEY (tenant_id, account_id) REFERENCES account ON DELETE CASCADE
);
COMMENT ON TABLE host_release_book IS
  'When hosts of an account were released by its own people, newest first. The row is the lock under which releases of '
  'an account are counted.';
SELECT close_to_other_tenants('host_release_book');
