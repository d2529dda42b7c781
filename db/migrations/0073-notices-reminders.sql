-- Notices: reminders of what expires, each sent once.

CREATE TABLE reminder_turn (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT reminder_turn__kind CHECK (kind IN ('expiring', 'expired')),
  mailed_on date NOT NULL,
  PRIMARY KEY (tenant_id, user_id, kind),
  CONSTRAINT reminder_turn__user FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
    ON DELETE CASCADE
);
COMMENT ON TABLE reminder_turn IS 'When a person was last reminded, per kind: whoever moves the day on may write the mail.';
SELECT close_to_other_tenants('reminder_turn');

CREATE TABLE reminder (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  line_item_id uuid NOT NULL,
  cause text NOT NULL,
  mailed_on date NOT NULL,
  PRIMARY KEY (tenant_id, user_id, line_item_id, cause),
  CONSTRAINT reminder__user FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
    ON DELETE CASCADE
);
COMMENT ON TABLE reminder IS
  'What a person was told of: a line item and its cause, written with the mail. Cause: "expired" and the last day, or '
  '"expiring", the last day and the day of the reminder.';
CREATE INDEX reminder__by_day ON reminder (tenant_id, mailed_on);
SELECT close_to_other_tenants('reminder');
