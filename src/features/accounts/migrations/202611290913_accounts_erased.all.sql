-- Accounts that were stopped and whose person is still in them (core/retention).
CREATE INDEX accounts_to_erase ON accounts (id)
  WHERE state = 'suspended' AND suspended_by <> 'erased';
