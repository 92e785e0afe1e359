-- A reading belongs to its process for as long as the process says so. What has lapsed is begun
-- again by whoever finds it; a file that ends every process that reads it is left to a person.
ALTER TABLE roster_imports ADD COLUMN leased_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE roster_imports ADD COLUMN resumed BIGINT NOT NULL DEFAULT 0;  -- times begun again
CREATE INDEX roster_imports_by_state ON roster_imports (state, leased_until);
