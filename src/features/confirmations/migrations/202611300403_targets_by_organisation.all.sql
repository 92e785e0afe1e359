-- What is held about a person is found by way of their organisation (core/holdings).
CREATE INDEX confirmation_targets_by_organisation
  ON confirmation_targets (organisation_id, round_id);
