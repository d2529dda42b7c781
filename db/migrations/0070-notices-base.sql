-- Notices: mail.

CREATE TABLE mail (
  tenant_id uuid NOT NULL,
  mail_id uuid NOT NULL,
  cause text NOT NULL,
  template text NOT NULL,
  to_addresses text[] NOT NULL,
  subject text NOT NULL,
  body_text text NOT NULL,
  body_html text NOT NULL,
  secret text,
  language text NOT NULL DEFAULT 'en',
  state text NOT NULL DEFAULT 'waiting' CONSTRAINT mail__state CHECK (state IN ('waiting', 'sent', 'kept', 'failed')),
  sendings integer NOT NULL DEFAULT 1,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  problem text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (tenant_id, mail_id)
);
COMMENT ON TABLE mail IS 'The outbox to SMTP. kept: there is no mail server, so it is only shown. cause makes it unique.';
COMMENT ON COLUMN mail.secret IS 'Token or temporary password of the bodies, where they read ⟦secret⟧; emptied when sent.';
COMMENT ON COLUMN mail.sendings IS 'How often it was ordered to be sent; part of the Message-ID, so that a repeat arrives.';
CREATE UNIQUE INDEX mail__once ON mail (tenant_id, cause);
CREATE INDEX mail__waiting ON mail (tenant_id, next_attempt_at) WHERE state = 'waiting';
CREATE INDEX mail__by_created ON mail (tenant_id, created_at, mail_id);
SELECT close_to_other_tenants('mail');

CREATE TABLE mail_attachment (
  tenant_id uuid NOT NULL,
  mail_id uuid NOT NULL,
  number integer NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (tenant_id, mail_id, number),
  CONSTRAINT mail_attachment__mail FOREIGN KEY (tenant_id, mail_id) REFERENCES mail ON DELETE CASCADE
);
COMMENT ON TABLE mail_attachment IS 'Files of a mail, from number 0.';
SELECT close_to_other_tenants('mail_attachment');
