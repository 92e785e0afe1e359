-- The schema of a new sqlite database. Written by tests/whole/migrations_test.cc, not by hand.

CREATE INDEX accessibility_checks_by_trial ON accessibility_checks (trial_id, id);

CREATE INDEX accessibility_findings_by_criterion ON accessibility_findings (trial_id, criterion);

CREATE INDEX accessibility_issues_by_state ON accessibility_issues (state, due_on, id);

CREATE INDEX accessibility_issues_by_trial ON accessibility_issues (trial_id, id);

CREATE INDEX accessibility_trials_by_site ON accessibility_trials (site, fiscal_year, state);

CREATE INDEX accessibility_trials_by_state ON accessibility_trials (state, id);

CREATE INDEX account_links_by_account ON account_links (account_id, purpose);

CREATE INDEX account_links_by_expiry ON account_links (expires_at);

CREATE INDEX account_roles_by_role ON account_roles (role, account_id);

CREATE INDEX accounts_by_last_sign_in ON accounts (state, last_sign_in_at);

CREATE INDEX accounts_by_organisation ON accounts (organisation_id, id);

CREATE INDEX accounts_by_state ON accounts (state, login);

CREATE INDEX accounts_to_erase ON accounts (id)
  WHERE state = 'suspended' AND suspended_by <> 'erased';

CREATE INDEX address_changes_by_expiry ON address_changes (expires_at);

CREATE INDEX analytics_events_by_day ON analytics_events (day, kind);

CREATE INDEX analytics_nodes_by_time ON analytics_nodes (written_at);

CREATE INDEX analytics_queries_by_clicks ON analytics_queries (month, clicks, words);

CREATE INDEX application_consents_by_application ON application_consents (application_id, kind);

CREATE INDEX application_consents_by_kind ON application_consents (kind, id);

CREATE INDEX application_files_by_application ON application_files (application_id, id);

CREATE INDEX application_files_by_file ON application_files (file_id);

CREATE INDEX application_letters_by_email ON application_letters (email_key, sent_at);

CREATE INDEX application_letters_by_time ON application_letters (sent_at);

CREATE INDEX application_links_by_application ON application_links (application_id, purpose);

CREATE INDEX application_links_by_expiry ON application_links (expires_at);

CREATE INDEX application_people_by_application ON application_people (application_id, position);

CREATE INDEX application_people_by_email ON application_people (lower(email), application_id);

CREATE INDEX applications_by_assigned ON applications (assigned_to, is_open, received_on, id);

CREATE INDEX applications_by_corporate_number ON applications (corporate_number);

CREATE INDEX applications_by_decided_on ON applications (decided_on, first_time, id);

CREATE INDEX applications_by_due ON applications (is_open, due_on, id);

CREATE INDEX applications_by_email ON applications (email_key, created_at);

CREATE INDEX applications_by_name_key ON applications (name_key);

CREATE INDEX applications_by_open ON applications (is_open, received_on, id);

CREATE INDEX applications_by_organisation ON applications (organisation_id);

CREATE INDEX applications_by_receipt_no ON applications (receipt_no);

CREATE INDEX applications_by_received_on ON applications (received_on, id);

CREATE INDEX applications_by_referral ON applications (referral_code, state);

CREATE INDEX applications_by_state ON applications (state, received_on, id);

CREATE INDEX applications_by_telephone_key ON applications (telephone_key);

CREATE INDEX applications_of_drafts ON applications (updated_at) WHERE state = 'draft';

CREATE INDEX applications_of_left_members ON applications (id)
  WHERE people_erased_on = '' AND state = 'registered' AND member_left_on <> '';

CREATE INDEX applications_of_members ON applications (id)
  WHERE people_erased_on = '' AND state = 'registered';

CREATE INDEX applications_to_erase ON applications (id)
  WHERE people_erased_on = '' AND state IN ('declined', 'withdrawn');

CREATE INDEX audit_entries_by_action ON audit_entries (action, sequence);

CREATE INDEX audit_entries_by_actor ON audit_entries (actor_id, sequence);

CREATE INDEX audit_entries_by_organisation ON audit_entries (organisation_id, sequence);

CREATE INDEX audit_entries_by_subject ON audit_entries (noun, subject_id, sequence);

CREATE INDEX audit_entries_by_time ON audit_entries (at, sequence);

CREATE INDEX campaigns_by_start ON campaigns (starts_on, id);

CREATE INDEX change_requests_by_day ON change_requests (state, effective_on, id);

CREATE INDEX change_requests_by_maker ON change_requests (made_by, created_at, id);

CREATE INDEX change_requests_by_organisation ON change_requests (organisation_id, created_at, id);

CREATE INDEX change_requests_by_other ON change_requests (other_id, created_at, id);

CREATE INDEX change_requests_by_sent ON change_requests (sent_at, id);

CREATE INDEX change_requests_by_state ON change_requests (state, sent_at, id);

CREATE INDEX change_requests_by_wanted_email
  ON change_requests (wanted_email, created_at, id);

CREATE INDEX confirmation_links_by_expiry ON confirmation_links (expires_at);

CREATE INDEX confirmation_links_by_round ON confirmation_links (round_id, organisation_id);

CREATE INDEX confirmation_rounds_by_state ON confirmation_rounds (state);

CREATE INDEX confirmation_targets_by_answer
  ON confirmation_targets (round_id, state, member_no_key, member_no, organisation_id);

CREATE INDEX confirmation_targets_by_mail
  ON confirmation_targets (round_id, has_mail, member_no_key, member_no, organisation_id);

CREATE INDEX confirmation_targets_by_no
  ON confirmation_targets (round_id, member_no_key, member_no, organisation_id);

CREATE INDEX confirmation_targets_by_organisation
  ON confirmation_targets (organisation_id, round_id);

CREATE INDEX confirmation_targets_by_reminder
  ON confirmation_targets (round_id, state, has_mail, reminded_for);

CREATE INDEX confirmation_targets_by_state
  ON confirmation_targets (round_id, state, has_mail, member_no_key, member_no, organisation_id);

CREATE INDEX consent_texts_by_version ON consent_texts (version);

CREATE INDEX content_approvals_by_email ON content_approvals (email) WHERE email <> '';

CREATE INDEX content_approvals_by_item ON content_approvals (item_id, asked_at);

CREATE INDEX content_approvals_by_state ON content_approvals (state, expires_at);

CREATE INDEX content_event_months_by_item ON content_event_months (item_id);

CREATE INDEX content_events_by_end ON content_events (ends_on, item_id);

CREATE INDEX content_events_by_kind ON content_events (organiser_kind, ends_on, item_id);

CREATE INDEX content_events_by_start ON content_events (starts_on, item_id);

CREATE INDEX content_facet_counts_by_items ON content_facet_counts (type, name, items, value);

CREATE INDEX content_facets_by_value ON content_facets (type, name, value, published_at, item_id);

CREATE INDEX content_items_by_expire_at ON content_items (is_public, expire_at, id);

CREATE INDEX content_items_by_owner ON content_items (owner_id, updated_at, id);

CREATE INDEX content_items_by_public_title ON content_items (public_title) WHERE is_public = 1;

CREATE INDEX content_items_by_publish_at ON content_items (state, publish_at, id);

CREATE INDEX content_items_by_published_at ON content_items (published_at, id)
  WHERE published_at > 0;

CREATE INDEX content_items_by_review ON content_items (review_on, id) WHERE review_on <> '';

CREATE INDEX content_items_by_state ON content_items (state, updated_at, id);

CREATE INDEX content_items_by_type ON content_items (type, updated_at, id);

CREATE INDEX content_items_by_updated ON content_items (updated_at, id);

CREATE INDEX content_items_public ON content_items (type, is_public, published_at, id);

CREATE INDEX content_items_public_by_id ON content_items (id) WHERE is_public = 1;

CREATE INDEX content_links_by_target ON content_links (target, item_id);

CREATE INDEX content_moves_by_item ON content_moves (item_id, id);

CREATE INDEX content_redirects_by_item ON content_redirects (item_id);

CREATE INDEX content_writings_by_seen ON content_writings (seen_at, item_id);

CREATE INDEX destruction_items_by_state ON destruction_items (destruction_id, state, item_id);

CREATE INDEX destruction_items_early ON destruction_items (done_on)
  WHERE state = 'destroyed' AND done_on <= ended_on;

CREATE INDEX destructions_by_kind ON destructions (kind, id);

CREATE INDEX destructions_by_paper ON destructions (paper_state, id);

CREATE INDEX destructions_by_state ON destructions (state, id);

CREATE INDEX event_listing_links_by_expiry ON event_listing_links (expires_at);

CREATE INDEX event_listing_links_by_listing ON event_listing_links (listing_id);

CREATE INDEX event_listing_words_by_listing ON event_listing_words (listing_id, id);

CREATE INDEX event_listings_by_account ON event_listings (account_id, id);

CREATE INDEX event_listings_by_body ON event_listings (body_key, created_at);

CREATE INDEX event_listings_by_day ON event_listings (is_counted, received_on, channel);

CREATE INDEX event_listings_by_due ON event_listings (state, due_at, id);

CREATE INDEX event_listings_by_email ON event_listings (email_key, created_at);

CREATE INDEX event_listings_by_inquiry ON event_listings (inquiry_id) WHERE inquiry_id <> '';

CREATE INDEX event_listings_by_item ON event_listings (item_id) WHERE item_id <> '';

CREATE INDEX event_listings_by_last_day ON event_listings (state, last_day, id);

CREATE INDEX event_listings_by_organisation ON event_listings (organisation_id, id);

CREATE INDEX event_listings_by_state ON event_listings (state, id);

CREATE INDEX event_listings_pending ON event_listings (id) WHERE pending <> '';

CREATE INDEX event_listings_to_erase ON event_listings (id)
  WHERE erased_on = '' AND ended_on <> '';

CREATE INDEX evidence_checks_by_time ON evidence_checks (checked_at, id);

CREATE INDEX federation_begun_by_account ON federation_begun (account_id);

CREATE INDEX federation_begun_by_expiry ON federation_begun (expires_at);

CREATE INDEX field_changes_by_organisation ON field_changes (organisation_id, changed_at);

CREATE INDEX files_by_sha256 ON files (sha256);

CREATE INDEX files_by_state ON files (state, id);

CREATE INDEX inquiries_by_account ON inquiries (account_id, id);

CREATE INDEX inquiries_by_assignee ON inquiries (assigned_to, state, due_at, id);

CREATE INDEX inquiries_by_body ON inquiries (body_key, created_at);

CREATE INDEX inquiries_by_day ON inquiries (is_counted, received_on, category, channel);

CREATE INDEX inquiries_by_due ON inquiries (state, due_at, id);

CREATE INDEX inquiries_by_email ON inquiries (email_key, created_at);

CREATE INDEX inquiries_by_follow_up ON inquiries (follow_up_on, id) WHERE follow_up_on <> '';

CREATE INDEX inquiries_by_link ON inquiries (linked_id, id) WHERE linked_id <> '';

CREATE INDEX inquiries_by_organisation ON inquiries (organisation_id, id);

CREATE INDEX inquiries_by_state ON inquiries (state, id);

CREATE INDEX inquiries_to_erase ON inquiries (id) WHERE erased_on = '' AND closed_on <> '';

CREATE INDEX inquiries_to_escalate ON inquiries (due_at, id)
  WHERE state = 'open' AND escalation < 2;

CREATE INDEX inquiry_files_by_inquiry ON inquiry_files (inquiry_id, message_id);

CREATE INDEX inquiry_files_by_merge ON inquiry_files (merge_id) WHERE merge_id <> '';

CREATE INDEX inquiry_files_by_message ON inquiry_files (message_id);

CREATE INDEX inquiry_links_by_expiry ON inquiry_links (expires_at);

CREATE INDEX inquiry_links_by_inquiry ON inquiry_links (inquiry_id);

CREATE INDEX inquiry_merges_by_gone ON inquiry_merges (gone_id);

CREATE INDEX inquiry_merges_by_kept ON inquiry_merges (kept_id);

CREATE INDEX inquiry_messages_by_inquiry ON inquiry_messages (inquiry_id, created_at, id);

CREATE INDEX inquiry_messages_by_merge ON inquiry_messages (merge_id) WHERE merge_id <> '';

CREATE INDEX inquiry_messages_by_message_id ON inquiry_messages (message_id)
  WHERE message_id <> '';

CREATE INDEX inquiry_notes_by_inquiry ON inquiry_notes (inquiry_id, created_at, id);

CREATE INDEX inquiry_notes_by_merge ON inquiry_notes (merge_id) WHERE merge_id <> '';

CREATE INDEX inquiry_texts_by_title ON inquiry_texts (is_active, title, id);

CREATE INDEX job_progress_by_account ON job_progress (account_id, id);

CREATE INDEX known_devices_by_account ON known_devices (account_id);

CREATE INDEX link_targets_by_next ON link_targets (kind, next_at, address);

CREATE INDEX link_targets_by_state ON link_targets (state, failing_since, address);

CREATE INDEX link_uses_by_item ON link_uses (item_id, address);

CREATE INDEX link_uses_by_owner ON link_uses (owner_id, address);

CREATE INDEX link_uses_by_round ON link_uses (round, address);

CREATE INDEX loan_copies_by_loan ON loan_copies (loan_id, id);

CREATE INDEX loans_by_sha256 ON loans (sha256);

CREATE INDEX loans_by_state ON loans (state, number);

CREATE INDEX loans_to_erase ON loans (id)
  WHERE state IN ('returned', 'erased') AND rows_erased_on = '';

CREATE INDEX mail_bounces_by_address ON mail_bounces (address_key, created_at);

CREATE INDEX mail_bounces_by_state ON mail_bounces (state, id);

CREATE INDEX mail_consents_by_address ON mail_consents (address_key, class, id);

CREATE INDEX mail_reach_by_last ON mail_reach (last_at, organisation_id);

CREATE INDEX mail_segments_by_state ON mail_segments (state, name, id);

CREATE INDEX mail_suppressions_by_address ON mail_suppressions (address_key, id);

CREATE INDEX mail_suppressions_by_state ON mail_suppressions (state, id);

CREATE INDEX mailing_recipients_by_mail ON mailing_recipients (mail_id) WHERE mail_id <> '';

CREATE INDEX mailing_recipients_by_organisation ON mailing_recipients (organisation_id, id);

CREATE INDEX mailing_recipients_by_reason ON mailing_recipients (mailing_id, state, reason, id);

CREATE INDEX mailing_recipients_by_state ON mailing_recipients (mailing_id, state, id);

CREATE INDEX mailings_by_state ON mailings (state, id);

CREATE INDEX mails_by_address ON mails (lower(to_address), id);

CREATE INDEX mails_by_batch ON mails (batch, state, id) WHERE batch <> '';

CREATE INDEX mails_by_message_id ON mails (message_id);

CREATE INDEX mails_by_state ON mails (state, id);

CREATE INDEX mails_by_time ON mails (created_at, id);

CREATE INDEX mails_with_link ON mails (link_until) WHERE one_time_link <> '';

CREATE INDEX media_items_by_consent ON media_items (people, consent_until, id);

CREATE INDEX media_items_by_kind ON media_items (kind, id);

CREATE INDEX media_items_by_lacking ON media_items (lacking, id);

CREATE INDEX media_items_by_state ON media_items (state, id);

CREATE INDEX member_exports_by_time ON member_exports (created_at);

CREATE INDEX member_report_comments_by_report ON member_report_comments (report_id, created_at);

CREATE INDEX member_report_rows_by_change ON member_report_rows (report_id, change, position);

CREATE INDEX member_report_rows_by_correction
  ON member_report_rows (report_id, correction, position);

CREATE INDEX member_report_rows_by_organisation ON member_report_rows (report_id, organisation_id);

CREATE INDEX member_reports_by_day ON member_reports (as_of, version);

CREATE INDEX member_reports_by_state ON member_reports (state, as_of);

CREATE INDEX membership_events_by_cause ON membership_events (cause_id);

CREATE INDEX membership_events_by_day ON membership_events (happened_on, kind);

CREATE INDEX membership_events_by_organisation ON membership_events (organisation_id, happened_on);

CREATE INDEX merge_proposals_by_a ON merge_proposals (organisation_a, state);

CREATE INDEX merge_proposals_by_b ON merge_proposals (organisation_b, state);

CREATE INDEX merge_proposals_by_import ON merge_proposals (import_id, row);

CREATE INDEX merge_proposals_by_state ON merge_proposals (state, score, id);

CREATE INDEX merge_proposals_pairs ON merge_proposals (state, score, id)
  WHERE organisation_b <> '';

CREATE INDEX merge_proposals_rows ON merge_proposals (state, score, id)
  WHERE organisation_b = '';

CREATE INDEX merges_by_gone ON merges (gone_id);

CREATE INDEX merges_by_kept ON merges (kept_id, merged_at);

CREATE INDEX merges_by_time ON merges (merged_at);

CREATE INDEX merges_to_carry ON merges (id) WHERE accounts_carried = 0;

CREATE INDEX organisations_by_corporate_number ON organisations (corporate_number);

CREATE INDEX organisations_by_domain_key ON organisations (domain_key);

CREATE INDEX organisations_by_industry
  ON organisations (industry, member_no_key, member_no, id, state);

CREATE INDEX organisations_by_joined_on ON organisations (joined_on, id);

CREATE INDEX organisations_by_member_no ON organisations (member_no, id);

CREATE INDEX organisations_by_member_no_key ON organisations (member_no_key, member_no, id);

CREATE INDEX organisations_by_merged_into ON organisations (merged_into)
  WHERE merged_into <> '';

CREATE INDEX organisations_by_municipality
  ON organisations (municipality_code, member_no_key, member_no, id, state);

CREATE INDEX organisations_by_name_kana ON organisations (name_kana, id);

CREATE INDEX organisations_by_name_key ON organisations (name_key);

CREATE INDEX organisations_by_open_defects ON organisations (open_defects, member_no, id);

CREATE INDEX organisations_by_state ON organisations (state, member_no_key, member_no, id);

CREATE INDEX organisations_by_telephone_key ON organisations (telephone_key);

CREATE INDEX organisations_by_updated_at ON organisations (updated_at, id);

CREATE INDEX organisations_by_waiting_state ON organisations (state) WHERE open_defects > 0;

CREATE INDEX organisations_to_erase ON organisations (id)
  WHERE state = 'withdrawn' AND people_erased_on < left_on;

CREATE INDEX outbox_messages_by_state ON outbox_messages (state, id);

CREATE INDEX outbox_messages_due ON outbox_messages (lane, due_at, id)
  WHERE state IN ('waiting', 'running');

CREATE INDEX passkey_challenges_by_account ON passkey_challenges (account_id);

CREATE INDEX passkey_challenges_by_expiry ON passkey_challenges (expires_at);

CREATE INDEX passkeys_by_account ON passkeys (account_id, id);

CREATE INDEX people_by_email ON people (lower(email), id);

CREATE INDEX people_by_organisation ON people (organisation_id, state, position);

CREATE INDEX pledges_by_account ON pledges (account_id, id);

CREATE INDEX postal_editions_by_state ON postal_editions (state);

CREATE INDEX privacy_incident_events_by_incident ON privacy_incident_events (incident_id, at, id);

CREATE INDEX privacy_incidents_by_state ON privacy_incidents (state, id);

CREATE INDEX privacy_proofs_by_expiry ON privacy_proofs (expires_at);

CREATE INDEX privacy_proofs_by_request ON privacy_proofs (request_id, purpose);

CREATE INDEX privacy_requests_by_account ON privacy_requests (account_id, id);

CREATE INDEX privacy_requests_by_email ON privacy_requests (email_key, created_at);

CREATE INDEX privacy_requests_by_open ON privacy_requests (is_open, due_on, id);

CREATE INDEX privacy_requests_by_state ON privacy_requests (state, id);

CREATE INDEX privacy_requests_to_erase ON privacy_requests (id) WHERE erased_on = '';

CREATE INDEX proposal_searches_by_time ON proposal_searches (started_at, id);

CREATE INDEX prospect_contacts_by_day ON prospect_contacts (happened_on, kind);

CREATE INDEX prospect_contacts_by_prospect
  ON prospect_contacts (prospect_id, happened_on, created_at, id);

CREATE INDEX prospect_import_rows_by_contact_email
  ON prospect_import_rows (contact_email, import_id, line) WHERE contact_email <> '';

CREATE INDEX prospect_import_rows_by_outcome
  ON prospect_import_rows (import_id, outcome, line);

CREATE INDEX prospect_imports_by_time ON prospect_imports (created_at, id);

CREATE INDEX prospect_matches_by_prospect ON prospect_matches (prospect_id, state);

CREATE INDEX prospect_matches_by_state ON prospect_matches (state, created_at, application_id);

CREATE INDEX prospect_moves_by_prospect ON prospect_moves (prospect_id, moved_at, id);

CREATE INDEX prospects_by_campaign ON prospects (campaign_id, updated_at, id);

CREATE INDEX prospects_by_contact_email ON prospects (lower(contact_email), updated_at, id);

CREATE INDEX prospects_by_corporate_number ON prospects (corporate_number);

CREATE INDEX prospects_by_due ON prospects (is_open, next_action_on, id);

CREATE INDEX prospects_by_import ON prospects (import_id, id);

CREATE INDEX prospects_by_name_key ON prospects (name_key);

CREATE INDEX prospects_by_open ON prospects (is_open, updated_at, id);

CREATE INDEX prospects_by_organisation ON prospects (organisation_id);

CREATE INDEX prospects_by_owner ON prospects (owner_id, is_open, next_action_on, id);

CREATE INDEX prospects_by_stage ON prospects (stage, updated_at, id);

CREATE INDEX prospects_by_telephone_key ON prospects (telephone_key);

CREATE INDEX prospects_by_updated ON prospects (updated_at, id);

CREATE INDEX prospects_to_erase ON prospects (id, updated_at)
  WHERE people_erased_on = '' AND organisation_id = ''
    AND stage IN ('candidate', 'approached', 'invited', 'lost');

CREATE INDEX receipts_by_time ON receipts (created_at);

CREATE INDEX retention_holds_by_time ON retention_holds (placed_at, id);

CREATE INDEX retention_holds_going ON retention_holds (scope, kind, subject_id)
  WHERE lifted_at IS NULL;

CREATE INDEX review_criteria_comments_by_set ON review_criteria_comments (set_id, created_at);

CREATE INDEX review_criteria_sets_by_state ON review_criteria_sets (state, number);

CREATE INDEX review_inquiries_by_application ON review_inquiries (application_id, asked_at);

CREATE INDEX review_inquiries_by_state ON review_inquiries (state, expires_at);

CREATE INDEX review_lookups_by_application ON review_lookups (application_id, id);

CREATE INDEX reviews_by_reviewer ON reviews (reviewer_id, state);

CREATE INDEX reviews_by_state ON reviews (state, application_id);

CREATE INDEX roster_defects_by_import ON roster_defects (import_id, state, id);

CREATE INDEX roster_defects_by_kind ON roster_defects (import_id, state, kind, row);

CREATE INDEX roster_defects_by_row ON roster_defects (import_id, row, state);

CREATE INDEX roster_defects_by_state ON roster_defects (state, id);

CREATE INDEX roster_imports_by_loan ON roster_imports (loan_id, id);

CREATE INDEX roster_imports_by_sha256 ON roster_imports (sha256, state);

CREATE INDEX roster_imports_by_state ON roster_imports (state, leased_until);

CREATE INDEX roster_rows_by_choice ON roster_rows (import_id, choice, row);

CREATE INDEX roster_rows_by_organisation ON roster_rows (organisation_id, import_id);

CREATE INDEX roster_rows_by_original ON roster_rows (original_hash, import_id);

CREATE INDEX roster_rows_by_outcome ON roster_rows (import_id, outcome, row);

CREATE INDEX roster_rows_open ON roster_rows (import_id, open_defects, row);

CREATE INDEX saved_views_by_account ON saved_views (account_id, position);

CREATE INDEX screenings_by_next_check ON screenings (next_check_on, id) WHERE next_check_on <> '';

CREATE INDEX screenings_by_organisation ON screenings (organisation_id, id);

CREATE INDEX screenings_by_registration ON screenings (registered_as, id);

CREATE INDEX screenings_by_turn ON screenings (turn, id);

CREATE INDEX screenings_to_erase ON screenings (id) WHERE turn = 'done' AND erased_on = '';

CREATE INDEX sessions_by_account ON sessions (account_id, last_seen_at);

CREATE INDEX sessions_by_last_seen ON sessions (last_seen_at);

CREATE INDEX sharing_signs_by_day ON sharing_signs (noted_on);

CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (last_at);

CREATE INDEX site_exports_by_state ON site_exports (state, id);

CREATE INDEX site_import_items_by_old_path ON site_import_items (import_id, old_path);

CREATE INDEX site_import_items_by_outcome ON site_import_items (import_id, outcome, position);

CREATE INDEX site_import_items_by_post_id ON site_import_items (import_id, post_id);

CREATE INDEX site_import_losses_by_kind ON site_import_losses (import_id, kind, position, number);

CREATE INDEX site_import_media_by_post_id ON site_import_media (import_id, post_id);

CREATE INDEX site_import_media_by_state ON site_import_media (import_id, state, name);

CREATE INDEX site_import_moves_by_import ON site_import_moves (import_id);

CREATE INDEX site_import_sources_by_import ON site_import_sources (import_id);

CREATE INDEX site_imports_by_sha256 ON site_imports (sha256, id);

CREATE INDEX site_report_comments_by_report ON site_report_comments (report_id, created_at);

CREATE INDEX site_reports_by_state ON site_reports (state, month);

CREATE INDEX site_search_files_by_state ON site_search_files (state, id);

CREATE INDEX site_search_synonym_words_by_synonym ON site_search_synonym_words (synonym_id);

CREATE INDEX site_search_synonyms_by_words ON site_search_synonyms (words, id);

CREATE INDEX site_search_word_pairs_by_word ON site_search_word_pairs (word);

CREATE INDEX site_search_words_by_seen ON site_search_words (seen_at, word);

CREATE INDEX stocktake_rows_by_decision ON stocktake_rows (stocktake_id, decision, account_id);

CREATE INDEX stocktakes_by_state ON stocktakes (state, id);

CREATE INDEX uptime_stops_by_time ON uptime_stops (from_at, id);

CREATE TABLE "account_links" (
  token_hash TEXT PRIMARY KEY,
  account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  sealed TEXT NOT NULL DEFAULT '',
  return_to TEXT NOT NULL DEFAULT '',
  failures BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE accessibility_checks (
  id TEXT PRIMARY KEY,
  trial_id TEXT NOT NULL REFERENCES accessibility_trials (id),
  tool TEXT NOT NULL,
  pages BIGINT NOT NULL,
  could_not BIGINT NOT NULL,
  findings BIGINT NOT NULL,
  taken_by_name TEXT NOT NULL,
  taken_at BIGINT NOT NULL
);

CREATE TABLE accessibility_findings (
  trial_id TEXT NOT NULL REFERENCES accessibility_trials (id),
  position BIGINT NOT NULL,
  criterion TEXT NOT NULL,             -- 1.4.3
  rule TEXT NOT NULL,                  -- color-contrast
  help TEXT NOT NULL,
  nodes BIGINT NOT NULL,
  example TEXT NOT NULL,               -- the markup of the first place
  PRIMARY KEY (trial_id, position, criterion, rule)
);

CREATE TABLE accessibility_issues (
  id TEXT PRIMARY KEY,
  trial_id TEXT NOT NULL,              -- '' = of no trial
  site TEXT NOT NULL,
  criterion TEXT NOT NULL,
  place TEXT NOT NULL,                 -- address, or words
  title TEXT NOT NULL,
  plan TEXT NOT NULL,                  -- 今後の対応方針: shown on the public page
  owner_id TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL,                 -- open | doing | done
  outcome TEXT NOT NULL,
  done_on TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE accessibility_pages (
  trial_id TEXT NOT NULL REFERENCES accessibility_trials (id),
  position BIGINT NOT NULL,            -- 1, 2, 3 ...: how verdicts name it
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  why TEXT NOT NULL,                   -- representative | random
  check_state TEXT NOT NULL,           -- unchecked | checked | could_not
  trouble TEXT NOT NULL,               -- why it could not be checked
  checked_at BIGINT NOT NULL,          -- 0 = never
  PRIMARY KEY (trial_id, position)
);

CREATE TABLE accessibility_papers (
  number BIGINT PRIMARY KEY,           -- of the result
  file_id TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  made_at BIGINT NOT NULL
);

CREATE TABLE accessibility_policies (
  number BIGINT PRIMARY KEY,           -- 1, 2, 3 ...: frozen
  scope TEXT NOT NULL,
  goal TEXT NOT NULL,
  due TEXT NOT NULL,
  exceptions TEXT NOT NULL,
  extra TEXT NOT NULL,
  contact TEXT NOT NULL,
  published_on TEXT NOT NULL,          -- YYYY-MM-DD
  published_by_name TEXT NOT NULL,
  published_at BIGINT NOT NULL
);

CREATE TABLE accessibility_policy_draft (
  id TEXT PRIMARY KEY,                 -- 'draft'
  scope TEXT NOT NULL,
  goal TEXT NOT NULL,
  due TEXT NOT NULL,
  exceptions TEXT NOT NULL,
  extra TEXT NOT NULL,
  contact TEXT NOT NULL,
  saved_by_name TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE accessibility_scope (
  trial_id TEXT NOT NULL REFERENCES accessibility_trials (id),
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  PRIMARY KEY (trial_id, path)
);

CREATE TABLE accessibility_trials (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,                  -- public | members
  fiscal_year BIGINT NOT NULL,
  state TEXT NOT NULL,                 -- running | published | discarded
  number BIGINT NOT NULL,              -- of the published ones, 1, 2, 3 ...; 0 before
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,               -- '' = not yet said
  seed TEXT NOT NULL,
  random_count BIGINT NOT NULL,        -- how many were to be drawn
  pages_least BIGINT NOT NULL,         -- with fewer (of a larger site) nothing conforms
  scope_count BIGINT NOT NULL,
  scope_sha256 TEXT NOT NULL,          -- of the addresses of accessibility_scope, a line each
  scope_words TEXT NOT NULL,
  excluded TEXT NOT NULL,              -- addresses left out, a line each
  technologies TEXT NOT NULL,
  tools TEXT NOT NULL,                 -- browsers, readers and programs of the people
  remarks TEXT NOT NULL,
  degree TEXT NOT NULL,                -- of the published ones; '' before
  frozen TEXT NOT NULL,                -- JSON of the paper; '' before
  sha256 TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  published_by_name TEXT NOT NULL,
  published_on TEXT NOT NULL,
  published_at BIGINT NOT NULL,        -- 0 = not yet
  version BIGINT NOT NULL
);

CREATE TABLE accessibility_verdicts (
  trial_id TEXT NOT NULL REFERENCES accessibility_trials (id),
  criterion TEXT NOT NULL,
  applies TEXT NOT NULL,               -- '' | yes | no
  result TEXT NOT NULL,                -- '' | pass | fail
  all_pages BIGINT NOT NULL,           -- 1 = looked at on every tested page
  failing TEXT NOT NULL,               -- positions of pages that fail, comma separated
  methods TEXT NOT NULL,               -- AC AF HC, space separated
  note TEXT NOT NULL,                  -- for the public page
  evidence TEXT NOT NULL,              -- how it was looked at; the office's and the prefecture's
  file_id TEXT NOT NULL,               -- '' = none
  judged_by_name TEXT NOT NULL,
  judged_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (trial_id, criterion)
);

CREATE TABLE account_roles (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  PRIMARY KEY (account_id, role)
);

CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  organisation_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'suspended')),
  password_hash TEXT,
  password_changed_at BIGINT,
  totp_secret TEXT,
  totp_last_step BIGINT NOT NULL DEFAULT 0,
  failed_count BIGINT NOT NULL DEFAULT 0,
  locked_until BIGINT NOT NULL DEFAULT 0,
  last_sign_in_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
, suspended_by TEXT NOT NULL DEFAULT '');

CREATE TABLE address_changes (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL UNIQUE REFERENCES accounts (id) ON DELETE CASCADE,
  new_login TEXT NOT NULL,
  old_token_hash TEXT NOT NULL UNIQUE,
  new_token_hash TEXT NOT NULL UNIQUE,
  old_proved_at BIGINT,
  new_proved_at BIGINT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE analytics_events (
  id TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  hour BIGINT NOT NULL,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,                  -- page | download | missing | search | outbound
  page TEXT NOT NULL,                  -- a path, a route, or a host
  referrer TEXT NOT NULL,
  device TEXT NOT NULL,
  browser TEXT NOT NULL,
  visit BIGINT NOT NULL,               -- 0: belongs to none
  visitor BIGINT NOT NULL,
  position BIGINT NOT NULL,            -- of a page in its visit, from 1; 0 for what is no page
  words TEXT NOT NULL,
  hits BIGINT NOT NULL
);

CREATE TABLE analytics_nodes (
  node TEXT PRIMARY KEY,
  batch BIGINT NOT NULL,
  written_at BIGINT NOT NULL
);

CREATE TABLE analytics_queries (
  month TEXT NOT NULL,
  words TEXT NOT NULL,
  clicks BIGINT NOT NULL,
  impressions BIGINT NOT NULL,
  rank_hundredths BIGINT NOT NULL,
  PRIMARY KEY (month, words)
);

CREATE TABLE analytics_sums (
  measure TEXT NOT NULL,               -- total | page | landing | exit | referrer | word ...
  span TEXT NOT NULL,                  -- 2024-07-15 or 2024-07
  name TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (measure, span, name)
);

CREATE TABLE application_consents (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,                  -- rules | privacy | anti_social
  text_version TEXT NOT NULL,          -- 2024-04
  text_sha256 TEXT NOT NULL,           -- of the words that were shown
  medium TEXT NOT NULL,                -- web | paper | telephone | mail | visit
  agreed_by TEXT NOT NULL,             -- who agreed, as typed: the contact person
  agreed_at BIGINT NOT NULL,
  address TEXT NOT NULL                -- the client's address; '' when staff recorded a paper
);

CREATE TABLE application_files (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  file_id TEXT NOT NULL,               -- core/files
  supplement_id TEXT NOT NULL,         -- '' = with the application itself
  added_at BIGINT NOT NULL
);

CREATE TABLE application_letters (
  id TEXT PRIMARY KEY,
  email_key TEXT NOT NULL,
  sent_at BIGINT NOT NULL
);

CREATE TABLE application_links (
  token_hash TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,               -- draft (cookie) | resume (mailed) | status (mailed)
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
, email_key TEXT NOT NULL DEFAULT '');

CREATE TABLE application_people (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  department TEXT NOT NULL,
  title TEXT NOT NULL,
  email TEXT NOT NULL,
  telephone TEXT NOT NULL,
  is_primary BIGINT NOT NULL,
  is_administrator BIGINT NOT NULL,
  position BIGINT NOT NULL
);

CREATE TABLE application_supplements (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  number BIGINT NOT NULL,              -- 1, 2 ... of this application
  state TEXT NOT NULL,
  request TEXT NOT NULL,               -- what is asked, in words
  fields TEXT NOT NULL,                -- names of the fields that are open, with commas
  wants_files BIGINT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_on TEXT NOT NULL,
  answer_due_on TEXT NOT NULL,
  answered_at BIGINT,
  answered_on TEXT NOT NULL,
  answered_by_name TEXT NOT NULL,      -- who of the office recorded it, '' = the applicant
  answer TEXT NOT NULL,                -- the applicant's words
  before TEXT NOT NULL,                -- JSON: only the fields that changed
  after TEXT NOT NULL
);

CREATE TABLE applications (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,                 -- draft received supplement reviewing awaiting_decision
                                       -- approved registered declined withdrawn
  is_open BIGINT NOT NULL,             -- 1: received and not yet ended: stands in the queue
  receipt_no TEXT NOT NULL,            -- R6-0012, '' while a draft
  receipt_year BIGINT NOT NULL,        -- fiscal year 2024, 0 while a draft
  receipt_number BIGINT NOT NULL,      -- 12, 0 while a draft
  intake_route TEXT NOT NULL,          -- web paper telephone mail visit (受付経路)
  referral_code TEXT NOT NULL,         -- the campaign or contact that led here, '' unknown
  email TEXT NOT NULL,                 -- where links and notices go, '' for paper without one
  email_key TEXT NOT NULL,             -- SHA-256 of it: how many letters went there lately
  email_verified_at BIGINT,            -- NULL until a mailed link was used
  typed TEXT NOT NULL,                 -- JSON: field -> text as typed; kept as it was submitted
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  corporate_number TEXT NOT NULL,
  category TEXT NOT NULL,
  industry TEXT NOT NULL,
  municipality_code TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  address TEXT NOT NULL,
  representative_title TEXT NOT NULL,
  representative_name TEXT NOT NULL,
  employees BIGINT,
  capital_yen BIGINT,
  telephone TEXT NOT NULL,
  fax TEXT NOT NULL,
  website TEXT NOT NULL,
  interests TEXT NOT NULL,             -- joined by a line feed
  uses_platform BIGINT NOT NULL,
  note TEXT NOT NULL,                  -- what the applicant wants the secretariat to know
  name_key TEXT NOT NULL,              -- for matching only (conventions C-13)
  telephone_key TEXT NOT NULL,
  domain_key TEXT NOT NULL,
  received_at BIGINT,
  received_on TEXT NOT NULL,           -- YYYY-MM-DD, '' while a draft
  due_on TEXT NOT NULL,                -- end of the standard period, moved by waiting for 補正
  waited_days BIGINT NOT NULL,         -- business days that supplements took; not the office's
  review_begun BIGINT NOT NULL,        -- 1: a supplement that is answered returns to reviewing
  decided_at BIGINT,
  decided_on TEXT NOT NULL,            -- the day of approval or refusal: KPI-01 counts by it
  first_time BIGINT NOT NULL,          -- at the decision: never a member before (A-18)
  ended_on TEXT NOT NULL,              -- registered, declined or withdrawn
  organisation_id TEXT NOT NULL,       -- the member that it became, '' until registered
  assigned_to TEXT NOT NULL,           -- account id, '' nobody
  assigned_to_name TEXT NOT NULL,
  entered_by TEXT NOT NULL,            -- account id of who typed a paper or telephone application
  entered_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,             -- optimistic lock
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
, people_erased_on TEXT NOT NULL DEFAULT '', member_left_on TEXT NOT NULL DEFAULT '', email_check TEXT NOT NULL DEFAULT '', email_checked_by TEXT NOT NULL DEFAULT '');

CREATE TABLE audit_entries (
  sequence BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  action TEXT NOT NULL,
  noun TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  request_id TEXT NOT NULL,
  address TEXT NOT NULL,
  before_json TEXT NOT NULL,
  after_json TEXT NOT NULL,
  hash TEXT NOT NULL
);

CREATE TABLE audit_tail (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  sequence BIGINT NOT NULL,
  hash TEXT NOT NULL
);

CREATE TABLE bounce_readings (
  id TEXT PRIMARY KEY,
  validity TEXT NOT NULL,              -- UIDVALIDITY of the mailbox
  last_uid BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE campaign_days (
  campaign_id TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  day TEXT NOT NULL,                   -- YYYY-MM-DD
  opened BIGINT NOT NULL,              -- the link was followed
  begun BIGINT NOT NULL,               -- the form of an application was begun
  PRIMARY KEY (campaign_id, day)
);

CREATE TABLE campaigns (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,                  -- KMT-EXPO: printed on paper, so it never changes
  name TEXT NOT NULL,
  starts_on TEXT NOT NULL,             -- YYYY-MM-DD
  ends_on TEXT NOT NULL,               -- '' = no end
  channel TEXT NOT NULL,               -- event leaflet mail website visit media partner other
  audience TEXT NOT NULL,              -- whom it is for, in words
  target BIGINT,                       -- new members that it should bring
  cost_yen BIGINT,
  note TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE change_requests (
  id TEXT PRIMARY KEY,
  fiscal_year BIGINT NOT NULL,         -- of the receipt number; 0 for a draft
  number BIGINT NOT NULL,              -- 変更R6-0012 is 12
  organisation_id TEXT NOT NULL,
  organisation_name TEXT NOT NULL,     -- as it was when it was sent, for lists
  kind TEXT NOT NULL,                  -- details | contact | pause | resume | withdrawal | merger
  state TEXT NOT NULL,                 -- draft waiting asked scheduled done declined taken_back
  route TEXT NOT NULL,                 -- member | link
  effective_on TEXT NOT NULL,          -- YYYY-MM-DD; '' = the day it is confirmed
  reason TEXT NOT NULL,
  before_values TEXT NOT NULL,         -- JSON: field -> text of the registry that the wish is about
  wanted_values TEXT NOT NULL,         -- JSON: field -> text
  accepted TEXT NOT NULL,              -- JSON list of the fields that the office took over
  other_id TEXT NOT NULL,              -- merger: the member that stays; contact: who leaves
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  verdict TEXT NOT NULL,               -- the office's words for the member
  trouble TEXT NOT NULL,               -- why it could not be carried out on its day, for the office
  made_by TEXT NOT NULL,               -- account id, '' by link
  made_by_name TEXT NOT NULL,
  decided_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,             -- 0 for a draft
  decided_at BIGINT NOT NULL,          -- 0 = not yet
  done_at BIGINT NOT NULL,             -- 0 = not yet
  version BIGINT NOT NULL,             -- optimistic lock
  erased_on TEXT NOT NULL DEFAULT ''   -- the day its contents went at the end of their term
, wanted_email TEXT NOT NULL DEFAULT '');

CREATE TABLE confirmation_counts (
  round_id TEXT NOT NULL REFERENCES confirmation_rounds (id),
  state TEXT NOT NULL,                 -- as in confirmation_targets
  has_mail BIGINT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (round_id, state, has_mail)
);

CREATE TABLE confirmation_links (
  token_hash TEXT PRIMARY KEY,         -- SHA-256
  round_id TEXT NOT NULL REFERENCES confirmation_rounds (id),
  organisation_id TEXT NOT NULL,
  sent_to_name TEXT NOT NULL,          -- whose answer it is
  expires_at BIGINT NOT NULL
);

CREATE TABLE confirmation_rounds (
  id TEXT PRIMARY KEY,
  fiscal_year BIGINT NOT NULL,
  number BIGINT NOT NULL,              -- 第1回 of the fiscal year
  state TEXT NOT NULL,                 -- preparing | open | closed
  opened_on TEXT NOT NULL,             -- YYYY-MM-DD
  due_on TEXT NOT NULL,
  reminder_days TEXT NOT NULL,         -- days before the due day: 14,3
  message TEXT NOT NULL,               -- the office's words in the mail
  prepared_to TEXT NOT NULL,           -- id of the last organisation that was looked at
  opened_by_name TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,           -- 0 = not yet
  version BIGINT NOT NULL,
  erased_on TEXT NOT NULL DEFAULT ''   -- the day who answered went at the end of its term
);

CREATE TABLE confirmation_targets (
  round_id TEXT NOT NULL REFERENCES confirmation_rounds (id),
  organisation_id TEXT NOT NULL,
  member_no TEXT NOT NULL,             -- as they were when the round began, for order and lists
  name TEXT NOT NULL,
  state TEXT NOT NULL,                 -- silent | unchanged | changed | gone
  has_mail BIGINT NOT NULL,            -- 0: no address, to be called
  mailed_at BIGINT NOT NULL,           -- 0 = no mail
  reminded_for TEXT NOT NULL,          -- the reminder day that was mailed for, '' = none
  way TEXT NOT NULL,                   -- link | member | telephone | ''
  answered_by_name TEXT NOT NULL,
  answered_at BIGINT NOT NULL,         -- 0 = not yet
  note TEXT NOT NULL, member_no_key BIGINT NOT NULL DEFAULT 0,                  -- of a telephone call
  PRIMARY KEY (round_id, organisation_id)
);

CREATE TABLE consent_texts (
  id TEXT PRIMARY KEY,                 -- SHA-256: application_consents.text_sha256
  kind TEXT NOT NULL,                  -- rules | privacy | anti_social
  version TEXT NOT NULL,               -- 2024-04
  title TEXT NOT NULL,
  markdown TEXT NOT NULL,
  kept_at BIGINT NOT NULL
);

CREATE TABLE content_approvals (
  id TEXT PRIMARY KEY,
  item_id TEXT NOT NULL REFERENCES content_items (id),
  number BIGINT NOT NULL,              -- the version that was asked about
  kind TEXT NOT NULL,                  -- prefecture | company
  account_id TEXT NOT NULL,            -- the officer's; '' for an organisation
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  message TEXT NOT NULL,
  due_on TEXT NOT NULL,
  token_hash TEXT NOT NULL,            -- SHA-256; '' once it is used or over
  state TEXT NOT NULL,                 -- waiting | answered | ended
  answer TEXT NOT NULL,                -- approved | changes
  words TEXT NOT NULL,
  by_hand BIGINT NOT NULL,             -- told by telephone or paper, recorded by the office
  asked_by TEXT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  answered_at BIGINT
);

CREATE TABLE content_beginnings (
  item_id TEXT PRIMARY KEY REFERENCES content_items (id),
  label TEXT NOT NULL,                 -- 掲載依頼 R6-掲-0003
  path TEXT NOT NULL                   -- /office/event-listings/...
);

CREATE TABLE content_drafts (
  item_id TEXT PRIMARY KEY REFERENCES content_items (id),
  title TEXT NOT NULL,
  lead TEXT NOT NULL,
  body TEXT NOT NULL,                  -- Markdown, docs/content-format.md
  language TEXT NOT NULL,              -- ja | en
  fields TEXT NOT NULL,                -- JSON {name: text} of the type's fields
  token TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_by_name TEXT NOT NULL,
  saved_at BIGINT NOT NULL
);

CREATE TABLE content_event_months (
  month TEXT NOT NULL,                 -- YYYY-MM
  item_id TEXT NOT NULL REFERENCES content_items (id),
  PRIMARY KEY (month, item_id)
);

CREATE TABLE content_events (
  item_id TEXT PRIMARY KEY REFERENCES content_items (id),
  starts_on TEXT NOT NULL,             -- YYYY-MM-DD
  ends_on TEXT NOT NULL,               -- that of starts_on when it is one day
  organiser_kind TEXT NOT NULL,
  organiser TEXT NOT NULL,
  hours TEXT NOT NULL,                 -- as written: 13時30分から16時まで
  place TEXT NOT NULL
);

CREATE TABLE content_facet_counts (
  type TEXT NOT NULL,
  name TEXT NOT NULL,                  -- of content_facets; '' = every public item of the type
  value TEXT NOT NULL,
  items BIGINT NOT NULL,
  PRIMARY KEY (type, name, value)
);

CREATE TABLE content_facets (
  item_id TEXT NOT NULL REFERENCES content_items (id),
  type TEXT NOT NULL,
  name TEXT NOT NULL,                  -- industry size municipality_code theme category
  value TEXT NOT NULL,
  published_at BIGINT NOT NULL,        -- of the item: the order of lists
  PRIMARY KEY (item_id, name, value)
);

CREATE TABLE content_items (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,                  -- page news dx_case ...: content_type.cc
  path TEXT NOT NULL,                  -- /cases/zumen: where it is, or will be
  state TEXT NOT NULL,                 -- draft review prefecture approved scheduled published ended
  title TEXT NOT NULL,                 -- of the draft, for the office's lists
  owner_id TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  review_on TEXT NOT NULL,             -- day to look at it again, '' = none
  number BIGINT NOT NULL,              -- newest version; 0 = never sent on
  sent_by TEXT NOT NULL,               -- account that sent it on
  is_public BIGINT NOT NULL,
  public_number BIGINT NOT NULL,       -- the version that visitors see, or saw last; 0 = none ever
  public_title TEXT NOT NULL,
  public_lead TEXT NOT NULL,
  published_at BIGINT NOT NULL,        -- the first time; 0 = never
  changed_at BIGINT NOT NULL,          -- when the version of now became public
  publish_at BIGINT NOT NULL,          -- the plan; 0 = at once
  expire_at BIGINT NOT NULL,           -- the plan; 0 = stays
  version BIGINT NOT NULL,             -- optimistic lock
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE content_links (
  item_id TEXT NOT NULL REFERENCES content_items (id),
  source TEXT NOT NULL,                -- draft | public
  target TEXT NOT NULL,
  PRIMARY KEY (item_id, source, target)
);

CREATE TABLE content_moves (
  id TEXT PRIMARY KEY,
  item_id TEXT NOT NULL REFERENCES content_items (id),
  number BIGINT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  late_ms BIGINT NOT NULL,             -- of a planned step: how long after its time
  moved_by TEXT NOT NULL,              -- '' = the clock
  moved_by_name TEXT NOT NULL,
  moved_at BIGINT NOT NULL
);

CREATE TABLE content_origins (
  item_id TEXT PRIMARY KEY REFERENCES content_items (id),
  published_at BIGINT NOT NULL
);

CREATE TABLE content_previews (
  item_id TEXT PRIMARY KEY REFERENCES content_items (id),
  token_hash TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE content_redirects (
  from_path TEXT PRIMARY KEY,
  item_id TEXT NOT NULL REFERENCES content_items (id),
  made_at BIGINT NOT NULL
);

CREATE TABLE content_versions (
  item_id TEXT NOT NULL REFERENCES content_items (id),
  number BIGINT NOT NULL,
  title TEXT NOT NULL,
  lead TEXT NOT NULL,
  body TEXT NOT NULL,
  language TEXT NOT NULL,
  fields TEXT NOT NULL,
  note TEXT NOT NULL,                  -- what was changed, in the writer's words
  saved_by TEXT NOT NULL,
  saved_by_name TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (item_id, number)
);

CREATE TABLE content_writings (
  item_id TEXT NOT NULL REFERENCES content_items (id),
  account_id TEXT NOT NULL,
  account_name TEXT NOT NULL,
  token TEXT NOT NULL,                 -- of the draft that the writer saw
  fields TEXT NOT NULL,                -- JSON {name: text} of the inputs, '' = nothing was typed
  kept_at BIGINT NOT NULL,             -- when `fields` came; 0 = never
  seen_at BIGINT NOT NULL,             -- when the editor was last heard of
  PRIMARY KEY (item_id, account_id)
);

CREATE TABLE destruction_items (
  destruction_id TEXT NOT NULL REFERENCES destructions (id),
  item_id TEXT NOT NULL,
  label TEXT NOT NULL,
  started_on TEXT NOT NULL,
  ended_on TEXT NOT NULL,              -- the term's last day
  sha256 TEXT NOT NULL,                -- of what was there when it went; '' until then
  state TEXT NOT NULL,                 -- waiting | destroyed | spared
  why TEXT NOT NULL,                   -- spared: why
  done_at BIGINT,
  done_on TEXT NOT NULL,
  PRIMARY KEY (destruction_id, item_id)
);

CREATE TABLE destructions (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,                  -- of core/retention, with its words as they were then
  kind_label TEXT NOT NULL,
  way TEXT NOT NULL,                   -- 消去 | 個人の情報だけ消去
  term_words TEXT NOT NULL,
  basis TEXT NOT NULL,
  state TEXT NOT NULL,                 -- proposed | approved | refused | withdrawn | done
  reason TEXT NOT NULL,
  total BIGINT NOT NULL,
  destroyed BIGINT NOT NULL,
  spared BIGINT NOT NULL,              -- not destroyed after all: held, or gone before
  proposed_by TEXT NOT NULL,           -- account id, '' for the job
  proposed_by_name TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at BIGINT,
  decision_note TEXT NOT NULL,
  done_at BIGINT,
  done_on TEXT NOT NULL,
  fiscal_year BIGINT NOT NULL,         -- of the certificate, 0 until done
  number BIGINT NOT NULL,
  list_sha256 TEXT NOT NULL,           -- of the list of what was destroyed, as certified
  paper_state TEXT NOT NULL,           -- '' | ordered | ready | failed
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE event_listing_links (
  token_hash TEXT PRIMARY KEY,
  listing_id TEXT NOT NULL REFERENCES event_listings (id) ON DELETE CASCADE,
  expires_at BIGINT NOT NULL
);

CREATE TABLE event_listing_words (
  id TEXT PRIMARY KEY,
  listing_id TEXT NOT NULL REFERENCES event_listings (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,                  -- question | correction | decline | withdrawal
  body TEXT NOT NULL,
  author_name TEXT NOT NULL,
  is_office BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE event_listings (
  id TEXT PRIMARY KEY,
  fiscal_year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  channel TEXT NOT NULL,               -- form | members | office
  state TEXT NOT NULL,                 -- quarantined open asked_back drafted listed ended declined
                                       -- withdrawn expired discarded: listing.h
  is_counted BIGINT NOT NULL,          -- 0: quarantined, discarded: in no figure
  name TEXT NOT NULL,
  organisation_name TEXT NOT NULL,     -- as typed
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,             -- SHA-256 of it, '' none
  telephone TEXT NOT NULL,
  account_id TEXT NOT NULL,            -- members: who asked, '' else
  organisation_id TEXT NOT NULL,       -- the member whose it is, '' none
  consent_version TEXT NOT NULL,       -- of the text that was shown, '' = not by a form
  body_key TEXT NOT NULL,              -- SHA-256 of the first words: the same text sent to many
  title TEXT NOT NULL,
  organiser_kind TEXT NOT NULL,        -- prefecture | member | other
  organiser TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,               -- '' = the day it starts
  hours TEXT NOT NULL,
  place TEXT NOT NULL,
  municipality_code TEXT NOT NULL,
  capacity TEXT NOT NULL,
  fee TEXT NOT NULL,
  application TEXT NOT NULL,
  contact TEXT NOT NULL,
  website TEXT NOT NULL,
  summary TEXT NOT NULL,
  last_day TEXT NOT NULL,              -- ends_on, or starts_on
  received_at BIGINT NOT NULL,
  received_on TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  settled_at BIGINT,                   -- public, or declined
  item_id TEXT NOT NULL,               -- the draft that it became, '' none
  public_path TEXT NOT NULL,           -- where it was told to be, '' not yet
  pending TEXT NOT NULL,               -- correction | withdrawal after the draft, '' nothing to do
  decline_reason TEXT NOT NULL,
  inquiry_id TEXT NOT NULL,            -- the inquiry that it came of, '' none
  spam_score BIGINT NOT NULL,
  spam_reasons TEXT NOT NULL,          -- one a line
  late_told BIGINT NOT NULL,
  ended_on TEXT NOT NULL,
  erased_on TEXT NOT NULL,             -- core/retention
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE evidence_checks (
  id TEXT PRIMARY KEY,
  round TEXT NOT NULL,                 -- the same for all rows of one look
  checked_at BIGINT NOT NULL,
  what TEXT NOT NULL,                  -- audit | files | destructions
  objects BIGINT NOT NULL,
  lost BIGINT NOT NULL,
  says TEXT NOT NULL
);

CREATE TABLE federation_begun (
  state_hash TEXT PRIMARY KEY,
  browser_hash TEXT NOT NULL,
  issuer TEXT NOT NULL,
  account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE,
  return_to TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE federation_identities (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  account_type BIGINT NOT NULL,
  corporate_number TEXT NOT NULL,
  linked_at BIGINT NOT NULL,
  last_used_at BIGINT,
  PRIMARY KEY (issuer, subject)
);

CREATE TABLE field_changes (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  person_id TEXT NOT NULL,             -- '' when the field is the organisation's
  field TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT NOT NULL,            -- account id, '' for the system
  changed_by_name TEXT NOT NULL,
  cause TEXT NOT NULL,                 -- edit | import | merge | undo | demo
  cause_id TEXT NOT NULL,
  reason TEXT NOT NULL
);

CREATE TABLE files (
  id              TEXT PRIMARY KEY,
  sha256          TEXT NOT NULL,
  bytes           BIGINT NOT NULL,
  media_type      TEXT NOT NULL,
  filename        TEXT NOT NULL,
  purpose         TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  uploaded_by     TEXT NOT NULL,
  state           TEXT NOT NULL,
  finding         TEXT NOT NULL,
  created_at      BIGINT NOT NULL,
  scanned_at      BIGINT
);

CREATE TABLE front_parts (
  name TEXT PRIMARY KEY,               -- menu | sections | banners
  content TEXT NOT NULL,               -- JSON list, see arrangement.cc
  version BIGINT NOT NULL,             -- optimistic lock, counts up from 1
  changed_at BIGINT NOT NULL
);

CREATE TABLE inquiries (
  id TEXT PRIMARY KEY,
  fiscal_year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  channel TEXT NOT NULL,               -- form | members | mail | phone | visit
  category TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL,                 -- quarantined | open | answered | closed | merged |
                                       -- discarded
  is_counted BIGINT NOT NULL,          -- 0: quarantined, merged, discarded: in no figure
  name TEXT NOT NULL,
  organisation_name TEXT NOT NULL,     -- as typed
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,             -- SHA-256 of it, '' none
  telephone TEXT NOT NULL,
  account_id TEXT NOT NULL,            -- members: who asked, '' else
  organisation_id TEXT NOT NULL,       -- the member that it concerns, '' none
  consent_version TEXT NOT NULL,       -- of the text that was shown, '' = not by a form
  body_key TEXT NOT NULL,              -- SHA-256 of the first words: the same text sent to many
  received_at BIGINT NOT NULL,
  received_on TEXT NOT NULL,
  first_due_at BIGINT NOT NULL,
  first_answered_at BIGINT,
  due_at BIGINT NOT NULL,              -- of the answer that is owed now
  asked_at BIGINT NOT NULL,            -- when the asker last wrote
  thread BIGINT NOT NULL,              -- how many messages: an answer names the number that it saw
  assigned_to TEXT NOT NULL,           -- account id, '' nobody
  assigned_name TEXT NOT NULL,
  follow_up_on TEXT NOT NULL,
  faq_wanted BIGINT NOT NULL,
  spam_score BIGINT NOT NULL,
  spam_reasons TEXT NOT NULL,          -- one a line
  merged_into TEXT NOT NULL,
  linked_kind TEXT NOT NULL,           -- prospect | application, '' none
  linked_id TEXT NOT NULL,
  linked_label TEXT NOT NULL,
  faq_id TEXT NOT NULL,                -- the article that its answer became, '' none
  escalation BIGINT NOT NULL,          -- told: 0 nobody, 1 past the due time, 2 after five days
  closed_on TEXT NOT NULL,
  erased_on TEXT NOT NULL,             -- core/retention
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
, news_id TEXT NOT NULL DEFAULT '');

CREATE TABLE inquiry_files (
  file_id TEXT PRIMARY KEY,            -- core/files
  message_id TEXT NOT NULL REFERENCES inquiry_messages (id) ON DELETE CASCADE,
  inquiry_id TEXT NOT NULL REFERENCES inquiries (id) ON DELETE CASCADE,
  filename TEXT NOT NULL,
  merge_id TEXT NOT NULL
);

CREATE TABLE inquiry_links (
  token_hash TEXT PRIMARY KEY,
  inquiry_id TEXT NOT NULL REFERENCES inquiries (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,               -- status (mailed) | posted (after the form) | reply (mail)
  expires_at BIGINT NOT NULL
);

CREATE TABLE inquiry_mailbox (
  id TEXT PRIMARY KEY,                 -- inbox
  validity TEXT NOT NULL,
  last_uid BIGINT NOT NULL,
  read_at BIGINT NOT NULL
);

CREATE TABLE inquiry_merges (
  id TEXT PRIMARY KEY,
  gone_id TEXT NOT NULL REFERENCES inquiries (id) ON DELETE CASCADE,
  kept_id TEXT NOT NULL REFERENCES inquiries (id) ON DELETE CASCADE,
  gone_state TEXT NOT NULL,            -- what the undo gives back
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  undone_by_name TEXT NOT NULL,
  undone_at BIGINT
);

CREATE TABLE inquiry_messages (
  id TEXT PRIMARY KEY,
  inquiry_id TEXT NOT NULL REFERENCES inquiries (id) ON DELETE CASCADE,
  direction TEXT NOT NULL,             -- in | out
  channel TEXT NOT NULL,
  body TEXT NOT NULL,
  author_name TEXT NOT NULL,
  author_account TEXT NOT NULL,
  from_address TEXT NOT NULL,          -- mail: who wrote, may differ from the asker
  mail_id TEXT NOT NULL,               -- out: the letter in core/mail
  message_id TEXT NOT NULL,            -- of mail, with < >
  source_key TEXT NOT NULL,            -- SHA-256: a mail is taken once
  merge_id TEXT NOT NULL,              -- came here with this merge
  created_at BIGINT NOT NULL
);

CREATE TABLE inquiry_notes (
  id TEXT PRIMARY KEY,
  inquiry_id TEXT NOT NULL REFERENCES inquiries (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  author_name TEXT NOT NULL,
  author_account TEXT NOT NULL,        -- '' the system
  merge_id TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE inquiry_texts (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  category TEXT NOT NULL,              -- '' any
  body TEXT NOT NULL,
  is_active BIGINT NOT NULL,
  changed_by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE job_progress (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  account_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  says TEXT NOT NULL,
  outcome TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE job_states (
  name TEXT PRIMARY KEY,
  period_at BIGINT NOT NULL DEFAULT -1,
  lease_until BIGINT NOT NULL DEFAULT 0,
  failures BIGINT NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT '',
  finished_at BIGINT NOT NULL DEFAULT 0
, label TEXT NOT NULL DEFAULT '', succeeded_at BIGINT NOT NULL DEFAULT 0, next_at BIGINT NOT NULL DEFAULT 0);

CREATE TABLE known_devices (
  token_hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL
);

CREATE TABLE link_targets (
  address TEXT PRIMARY KEY,            -- /news/x#b-2, https://www.example.jp/
  kind TEXT NOT NULL,                  -- internal | external
  state TEXT NOT NULL,                 -- unchecked | ok | unsure | broken | refused
  status BIGINT NOT NULL,              -- of HTTP; 0 = none came
  trouble TEXT NOT NULL,
  failures BIGINT NOT NULL,            -- in a row
  failing_since BIGINT NOT NULL,       -- 0 = it is well
  checked_at BIGINT NOT NULL,          -- 0 = never
  next_at BIGINT NOT NULL              -- when it is asked again
);

CREATE TABLE link_uses (
  address TEXT NOT NULL REFERENCES link_targets (address),
  item_id TEXT NOT NULL,               -- of publishing
  item_title TEXT NOT NULL,
  item_path TEXT NOT NULL,
  words TEXT NOT NULL,                 -- of the link
  owner_id TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  round TEXT NOT NULL,                 -- the nightly reading that saw it last
  told_at BIGINT NOT NULL,             -- when the owner was told that it is broken; 0 = not
  PRIMARY KEY (address, item_id)
);

CREATE TABLE loan_copies (
  id TEXT PRIMARY KEY,
  loan_id TEXT NOT NULL REFERENCES loans (id),
  what TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  made_on TEXT NOT NULL,
  file_id TEXT NOT NULL,               -- the original that an import keeps, '' for other copies
  erased_on TEXT NOT NULL,
  erased_note TEXT NOT NULL,
  recorded_by_name TEXT NOT NULL
);

CREATE TABLE loans (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL,              -- 貸与資料 第1号
  name TEXT NOT NULL,
  medium TEXT NOT NULL,
  lender TEXT NOT NULL,
  purpose TEXT NOT NULL,
  received_on TEXT NOT NULL,
  return_due_on TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  row_count BIGINT NOT NULL,
  state TEXT NOT NULL,                 -- received | in_use | returned | erased
  closed_on TEXT NOT NULL,
  closed_note TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
, rows_erased_on TEXT NOT NULL DEFAULT '');

CREATE TABLE mail_bounces (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,                -- mailbox number and place in the letter: read once only
  kind TEXT NOT NULL,                  -- hard | soft | complaint | unproven
  address_key TEXT NOT NULL,
  status TEXT NOT NULL,                -- 5.1.1, '' when none was given
  says TEXT NOT NULL,
  mail_id TEXT NOT NULL,               -- which mail of ours, '' when its Message-ID names none
  subject TEXT NOT NULL,               -- of that mail
  state TEXT NOT NULL,                 -- new | seen
  created_at BIGINT NOT NULL
);

CREATE TABLE mail_consent_texts (
  id TEXT PRIMARY KEY,                 -- the version: mail_consents.wording
  news TEXT NOT NULL,
  member_pr TEXT NOT NULL,
  kept_at BIGINT NOT NULL
);

CREATE TABLE mail_consents (
  id TEXT PRIMARY KEY,
  address_key TEXT NOT NULL,
  class TEXT NOT NULL,
  decision TEXT NOT NULL,              -- given | refused
  wording TEXT NOT NULL,               -- version of the words that were shown
  way TEXT NOT NULL,                   -- account | link | one_click | office
  by_account TEXT NOT NULL,            -- '' when nobody was signed in
  by_name TEXT NOT NULL,
  from_address TEXT NOT NULL,          -- the client's network address
  mailing_id TEXT NOT NULL,            -- whose link was used, '' else
  note TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE mail_reach (
  organisation_id TEXT PRIMARY KEY,
  member_no TEXT NOT NULL,
  name TEXT NOT NULL,
  last_at BIGINT NOT NULL,             -- 0 = never
  addresses BIGINT NOT NULL,           -- how many people there have one
  run TEXT NOT NULL                    -- the night that wrote it: older rows are of who has left
);

CREATE TABLE mail_segments (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  conditions TEXT NOT NULL,
  state TEXT NOT NULL,                 -- active | retired (mailings still name it)
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE mail_suppressions (
  id TEXT PRIMARY KEY,
  address_key TEXT NOT NULL,
  cause TEXT NOT NULL,                 -- hard | soft | complaint | hand
  note TEXT NOT NULL,
  mail_id TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  state TEXT NOT NULL,                 -- active | lifted
  lifted_note TEXT NOT NULL,
  lifted_by_name TEXT NOT NULL,
  lifted_at BIGINT
);

CREATE TABLE mailing_recipients (
  id TEXT PRIMARY KEY,
  mailing_id TEXT NOT NULL REFERENCES mailings (id),
  person_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  organisation_name TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,           -- lower case: one mail per address
  state TEXT NOT NULL,                 -- ready | queued | left_out
  reason TEXT NOT NULL,                -- why left out
  mail_id TEXT NOT NULL                -- '' until queued
);

CREATE TABLE mailings (
  id TEXT PRIMARY KEY,
  class TEXT NOT NULL,                 -- business | news | member_pr
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  segment_id TEXT NOT NULL REFERENCES mail_segments (id),
  conditions TEXT NOT NULL,            -- the segment's, as they were when recipients were frozen
  state TEXT NOT NULL,
  run TEXT NOT NULL,                   -- which preparation its steps belong to, '' before the first
  position TEXT NOT NULL,              -- the last person prepared, the last recipient queued
  house TEXT NOT NULL,                 -- JSON: the sender's address, telephone, mail, as submitted
  send_at BIGINT NOT NULL,             -- 0 = as soon as it may
  written_by TEXT NOT NULL,            -- who saved the text last
  written_by_name TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  submitted_by TEXT NOT NULL,
  submitted_by_name TEXT NOT NULL,
  submitted_at BIGINT,
  confirmed_by_name TEXT NOT NULL,     -- the second person, '' when none was needed
  confirmed_at BIGINT,
  returned_note TEXT NOT NULL,         -- why the second person gave it back
  began_at BIGINT,
  ended_at BIGINT,
  erased_on TEXT NOT NULL,             -- the day its recipients lost their names, '' before
  version BIGINT NOT NULL
);

CREATE TABLE mails (
  id               TEXT PRIMARY KEY,
  to_address       TEXT NOT NULL,
  to_name          TEXT NOT NULL,
  subject          TEXT NOT NULL,
  body             TEXT NOT NULL,
  class            TEXT NOT NULL,
  reply_to         TEXT NOT NULL,
  list_unsubscribe TEXT NOT NULL,
  attachments      TEXT NOT NULL,
  message_id       TEXT NOT NULL,
  state            TEXT NOT NULL,
  attempts         BIGINT NOT NULL,
  last_error       TEXT NOT NULL,
  created_at       BIGINT NOT NULL,
  sent_at          BIGINT,
  one_time_link    TEXT NOT NULL,
  link_until       BIGINT NOT NULL
, batch TEXT NOT NULL DEFAULT '', trying_at BIGINT NOT NULL DEFAULT 0);

CREATE TABLE media_items (
  id               TEXT PRIMARY KEY,
  kind             TEXT NOT NULL,      -- picture | document | video
  state            TEXT NOT NULL,      -- waiting | ready | unreadable
  trouble          TEXT NOT NULL,      -- why it is unreadable, for people
  round            BIGINT NOT NULL,    -- of making the variants; raised when they must be made anew
  file_id          TEXT NOT NULL,
  sha256           TEXT NOT NULL,      -- of the file as it came
  filename         TEXT NOT NULL,
  media_type       TEXT NOT NULL,
  bytes            BIGINT NOT NULL,
  title            TEXT NOT NULL,
  alt              TEXT NOT NULL,
  decorative       BIGINT NOT NULL,
  caption          TEXT NOT NULL,
  rights_holder    TEXT NOT NULL,
  licence          TEXT NOT NULL,
  people           TEXT NOT NULL,      -- '' = not said | none | consented
  consent_note     TEXT NOT NULL,
  consent_until    TEXT NOT NULL,      -- YYYY-MM-DD, '' = without an end
  focal_x          BIGINT NOT NULL,    -- hundredths from the left
  focal_y          BIGINT NOT NULL,    -- and from the top
  open_to_all      BIGINT NOT NULL,    -- marked public, whether anything uses it or not
  lacking          BIGINT NOT NULL,    -- 1 = something must be said before it can be shown
  width            BIGINT NOT NULL,    -- of the widest variant, upright; 0 = none
  height           BIGINT NOT NULL,
  thumb            TEXT NOT NULL,      -- name of the variant for lists, '' = none
  uploaded_by_name TEXT NOT NULL,
  uploaded_at      BIGINT NOT NULL,
  version          BIGINT NOT NULL
, captions_file_id TEXT NOT NULL DEFAULT '', captions_name TEXT NOT NULL DEFAULT '', transcript TEXT NOT NULL DEFAULT '');

CREATE TABLE media_variants (
  item_id  TEXT NOT NULL REFERENCES media_items (id),
  name     TEXT NOT NULL,              -- wide-960-1a2b3c4d.webp: the end of its address
  shape    TEXT NOT NULL,              -- full | wide | square
  format   TEXT NOT NULL,              -- avif | webp | jpg
  width    BIGINT NOT NULL,
  height   BIGINT NOT NULL,
  bytes    BIGINT NOT NULL,
  file_id  TEXT NOT NULL,
  PRIMARY KEY (item_id, name)
);

CREATE TABLE member_exports (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL,
  query TEXT NOT NULL,
  columns TEXT NOT NULL,
  format TEXT NOT NULL,                -- csv | csv_cp932 | xlsx
  row_count BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  account_id TEXT NOT NULL,
  account_name TEXT NOT NULL,
  created_at BIGINT NOT NULL
, replaced BIGINT NOT NULL DEFAULT 0);

CREATE TABLE member_report_comments (
  id TEXT PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES member_reports (id),
  account_id TEXT NOT NULL,
  account_name TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE member_report_files (
  report_id TEXT NOT NULL REFERENCES member_reports (id),
  edition TEXT NOT NULL,
  format TEXT NOT NULL,                -- pdf | xlsx | csv | csv_cp932
  state TEXT NOT NULL,                 -- ordered | ready | failed
  file_id TEXT NOT NULL,               -- '' until ready
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,                -- of the bytes that were printed
  bytes BIGINT NOT NULL,
  ordered_at BIGINT NOT NULL,
  made_at BIGINT, replaced TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (report_id, edition, format)
);

CREATE TABLE member_report_rows (
  report_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  member_no TEXT NOT NULL,
  name TEXT NOT NULL,
  corporate_number TEXT NOT NULL,
  category TEXT NOT NULL,
  industry TEXT NOT NULL,
  municipality_code TEXT NOT NULL,
  size_class TEXT NOT NULL,
  state TEXT NOT NULL,
  joined_on TEXT NOT NULL,
  left_on TEXT NOT NULL,
  uses_platform BIGINT NOT NULL,
  change TEXT NOT NULL,                -- '' | joined | left | changed, since the previous report
  change_note TEXT NOT NULL,
  counted BIGINT NOT NULL,             -- 0: left, or the previous report had it by mistake
  correction TEXT NOT NULL,            -- '' | in | out: what the previous report had wrong
  correction_note TEXT NOT NULL,
  PRIMARY KEY (report_id, position)
);

CREATE TABLE member_reports (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL,              -- 第1号; a new version of the same date keeps the number
  version BIGINT NOT NULL,
  as_of TEXT NOT NULL,
  previous_id TEXT NOT NULL,           -- the report that differences are counted from
  figures TEXT NOT NULL,               -- JSON: the one model that screen, PDF, XLSX and CSV print
  sha256 TEXT NOT NULL,                -- of figures and rows: what was received is what was frozen
  secretariat_comment TEXT NOT NULL,
  state TEXT NOT NULL,                 -- frozen | submitted | received | superseded | discarded
  frozen_by TEXT NOT NULL,
  frozen_by_name TEXT NOT NULL,
  frozen_at BIGINT NOT NULL,
  submitted_by_name TEXT NOT NULL,
  submitted_at BIGINT,
  received_by_name TEXT NOT NULL,
  received_at BIGINT
);

CREATE TABLE membership_days (
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  first_time BIGINT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (day, kind, first_time)
);

CREATE TABLE membership_events (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  kind TEXT NOT NULL,
  happened_on TEXT NOT NULL,           -- '' when the roster gave no date: counted as baseline
  first_time BIGINT NOT NULL,          -- joined: never a member before (KPI-01, A-18)
  recorded_at BIGINT NOT NULL,
  cause TEXT NOT NULL,
  cause_id TEXT NOT NULL,
  reason TEXT NOT NULL
);

CREATE TABLE merge_proposals (
  id TEXT PRIMARY KEY,
  organisation_a TEXT NOT NULL REFERENCES organisations (id),  -- the one proposed to stay
  organisation_b TEXT NOT NULL,        -- an organisation, or '' when it is still a roster row
  import_id TEXT NOT NULL,             -- '' unless from a roster row
  row BIGINT NOT NULL,
  reason TEXT NOT NULL,                -- 法人番号が同じ・電話番号が同じ
  score BIGINT NOT NULL,               -- 0..100
  state TEXT NOT NULL,                 -- open | merged | dismissed (never proposed again) |
                                       -- void (no longer alike; opens again when alike again)
  decided_by TEXT NOT NULL,
  decided_at BIGINT,
  created_at BIGINT NOT NULL
);

CREATE TABLE merges (
  id TEXT PRIMARY KEY,
  kept_id TEXT NOT NULL REFERENCES organisations (id),
  gone_id TEXT NOT NULL,               -- '' when a roster row was merged in
  proposal_id TEXT NOT NULL,
  choices TEXT NOT NULL,               -- JSON: field -> left (kept) | right (gone) | both
  snapshot TEXT NOT NULL,              -- JSON: both organisations and their people, before and
                                       -- after; the undo restores the one if it finds the other
  kept_name TEXT NOT NULL,             -- as they were called then, for lists
  gone_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL,                 -- done | undone
  merged_by TEXT NOT NULL,
  merged_by_name TEXT NOT NULL,
  merged_at BIGINT NOT NULL,
  undone_by_name TEXT NOT NULL,
  undone_at BIGINT
, accounts_carried BIGINT NOT NULL DEFAULT 0);

CREATE TABLE organisations (
  id TEXT PRIMARY KEY,
  member_no TEXT NOT NULL,             -- K0001; '' until one is given
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  corporate_number TEXT NOT NULL,      -- 13 digits or ''
  category TEXT NOT NULL,              -- company | body | university | government
  industry TEXT NOT NULL,              -- JSIC division A..T or ''
  municipality_code TEXT NOT NULL,     -- 6 digits, '' unknown
  postal_code TEXT NOT NULL,           -- 860-0001 or ''
  address TEXT NOT NULL,
  representative_title TEXT NOT NULL,
  representative_name TEXT NOT NULL,
  employees BIGINT,
  capital_yen BIGINT,
  telephone TEXT NOT NULL,
  fax TEXT NOT NULL,
  website TEXT NOT NULL,
  interests TEXT NOT NULL,             -- joined by a line feed
  uses_platform BIGINT NOT NULL,
  note TEXT NOT NULL,
  state TEXT NOT NULL,                 -- active | paused | suspended | withdrawn | merged
  joined_on TEXT NOT NULL,             -- YYYY-MM-DD or ''
  left_on TEXT NOT NULL,
  merged_into TEXT NOT NULL,           -- organisation id, '' unless state = merged
  open_defects BIGINT NOT NULL,        -- what an import found and nobody has settled yet
  name_key TEXT NOT NULL,
  telephone_key TEXT NOT NULL,
  domain_key TEXT NOT NULL,
  member_no_key BIGINT NOT NULL,       -- 487 of K0487, 0 outside that series
  version BIGINT NOT NULL,             -- optimistic lock: a save names the version it saw
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
, people_erased_on TEXT NOT NULL DEFAULT '');

CREATE TABLE outbox_messages (
  id TEXT PRIMARY KEY,
  topic TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
  attempts BIGINT NOT NULL DEFAULT 0,
  due_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  last_error TEXT NOT NULL DEFAULT '',
  lane TEXT NOT NULL DEFAULT 'own' CHECK (lane IN ('own', 'foreign', 'slow', 'printed')),
  once_key TEXT NOT NULL DEFAULT ''
);

CREATE TABLE passkey_challenges (
  challenge_hash TEXT PRIMARY KEY,
  account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE passkeys (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  credential_id TEXT NOT NULL UNIQUE,
  algorithm BIGINT NOT NULL,
  public_key TEXT NOT NULL,
  sign_count BIGINT NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT
);

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  department TEXT NOT NULL,
  title TEXT NOT NULL,
  email TEXT NOT NULL,
  telephone TEXT NOT NULL,
  is_primary BIGINT NOT NULL,          -- 主担当: whom the secretariat calls first
  is_administrator BIGINT NOT NULL,    -- 会員管理者: two are recommended
  state TEXT NOT NULL,                 -- active | left
  position BIGINT NOT NULL,            -- order of listing
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE pledges (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  text_version TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('online', 'paper')),
  given_on TEXT NOT NULL,
  file_id TEXT,
  noted_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_reason TEXT NOT NULL DEFAULT ''
);

CREATE TABLE postal_editions (
  id TEXT PRIMARY KEY,
  file_name TEXT NOT NULL,             -- without its folder
  state TEXT NOT NULL,                 -- loading | current | old
  towns BIGINT NOT NULL,               -- rows of postal_towns, once it is whole
  imported_at BIGINT NOT NULL
);

CREATE TABLE postal_towns (
  edition_id TEXT NOT NULL REFERENCES postal_editions (id),
  postal_code TEXT NOT NULL,           -- seven digits
  municipality_code TEXT NOT NULL,     -- six digits
  prefecture TEXT NOT NULL,
  municipality TEXT NOT NULL,          -- with its county or ward
  town TEXT NOT NULL,                  -- '' where the code stands for no one town
  position BIGINT NOT NULL,
  PRIMARY KEY (edition_id, postal_code, municipality_code, town)
);

CREATE TABLE privacy_incident_events (
  id TEXT PRIMARY KEY,
  incident_id TEXT NOT NULL REFERENCES privacy_incidents (id),
  at BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  what TEXT NOT NULL
);

CREATE TABLE privacy_incident_steps (
  incident_id TEXT NOT NULL REFERENCES privacy_incidents (id),
  step TEXT NOT NULL,                  -- prefecture | prompt | persons | final
  done_at BIGINT NOT NULL,
  done_by_name TEXT NOT NULL,
  how TEXT NOT NULL,
  PRIMARY KEY (incident_id, step)
);

CREATE TABLE privacy_incidents (
  id TEXT PRIMARY KEY,
  fiscal_year BIGINT NOT NULL,
  number BIGINT NOT NULL,              -- drills have their own row of numbers
  is_drill BIGINT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,                 -- open | closed
  known_at BIGINT NOT NULL,
  known_on TEXT NOT NULL,
  sensitive BIGINT NOT NULL,           -- the threshold questions: 1 = yes, or not ruled out
  property BIGINT NOT NULL,
  malicious BIGINT NOT NULL,
  people BIGINT NOT NULL,              -- how many persons, the most that is possible
  entrusted BIGINT NOT NULL,           -- data of the prefecture
  encrypted BIGINT NOT NULL,
  items TEXT NOT NULL,                 -- JSON: the nine items of the report
  opened_by_name TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  closed_by_name TEXT NOT NULL,
  closed_at BIGINT,
  closing_words TEXT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE privacy_proofs (
  token_hash TEXT PRIMARY KEY,
  request_id TEXT NOT NULL REFERENCES privacy_requests (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,               -- proof (once) | status
  expires_at BIGINT NOT NULL
);

CREATE TABLE privacy_register_notes (
  kind TEXT PRIMARY KEY,               -- of core/retention
  note TEXT NOT NULL,
  changed_by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE privacy_register_versions (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL,
  model TEXT NOT NULL,                 -- JSON: the rows as they were
  sha256 TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_on TEXT NOT NULL
);

CREATE TABLE privacy_requests (
  id TEXT PRIMARY KEY,
  fiscal_year BIGINT NOT NULL,         -- 0 until the address is proved
  number BIGINT NOT NULL,
  kind TEXT NOT NULL,                  -- disclosure | correction | stop
  route TEXT NOT NULL,                 -- public | members | paper
  state TEXT NOT NULL,                 -- proving | received | working | forwarded | answered |
                                       -- withdrawn
  is_open BIGINT NOT NULL,             -- received or working: its clock runs
  name TEXT NOT NULL,
  email TEXT NOT NULL,                 -- '' for paper without one
  email_key TEXT NOT NULL,             -- SHA-256 of it: how many letters went there lately
  account_id TEXT NOT NULL,            -- members: who was signed in, '' else
  about TEXT NOT NULL,                 -- what is asked, in their words
  received_at BIGINT,
  received_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  extended_on TEXT NOT NULL,           -- the day on which it was extended, '' never
  extension_reason TEXT NOT NULL,
  identity_how TEXT NOT NULL,          -- '' until it was checked
  identity_by_name TEXT NOT NULL,
  identity_at BIGINT,
  package TEXT NOT NULL,               -- JSON of what was gathered, '' none
  package_sha256 TEXT NOT NULL,
  gathered_by_name TEXT NOT NULL,
  gathered_at BIGINT,
  outcome TEXT NOT NULL,               -- granted | partly | refused; '' until answered
  answer TEXT NOT NULL,                -- in words, to the person
  answered_by_name TEXT NOT NULL,
  answered_at BIGINT,
  answered_on TEXT NOT NULL,
  forwarded_note TEXT NOT NULL,        -- why it is the prefecture's
  forwarded_at BIGINT,
  erased_on TEXT NOT NULL,             -- core/retention
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE proposal_searches (
  id TEXT PRIMARY KEY,
  after_id TEXT NOT NULL,              -- the last organisation that was looked at
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  found BIGINT NOT NULL,               -- proposals made or opened again
  state TEXT NOT NULL,                 -- running | done
  started_by_name TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE prospect_contacts (
  id TEXT PRIMARY KEY,
  prospect_id TEXT NOT NULL REFERENCES prospects (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,                  -- visit telephone mail meeting event
  happened_on TEXT NOT NULL,           -- YYYY-MM-DD
  ours TEXT NOT NULL,                  -- who of the office, as typed
  theirs TEXT NOT NULL,                -- whom they met
  summary TEXT NOT NULL,
  next_action TEXT NOT NULL,           -- what was agreed to do next, as it stood then
  next_action_on TEXT NOT NULL,
  recorded_by TEXT NOT NULL,           -- account id
  recorded_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE prospect_import_rows (
  import_id TEXT NOT NULL REFERENCES prospect_imports (id) ON DELETE CASCADE,
  line BIGINT NOT NULL,                -- of the file, or row of the sheet
  name TEXT NOT NULL,
  typed TEXT NOT NULL,                 -- JSON: field -> text
  defects TEXT NOT NULL,               -- JSON: [{label, value, message, error}]
  defect_count BIGINT NOT NULL,
  outcome TEXT NOT NULL,               -- new member prospect application repeated unusable
  of_id TEXT NOT NULL,                 -- what it is already
  of_name TEXT NOT NULL,
  prospect_id TEXT NOT NULL, contact_email TEXT NOT NULL DEFAULT '',           -- what became of it, '' until committed
  PRIMARY KEY (import_id, line)
);

CREATE TABLE prospect_imports (
  id TEXT PRIMARY KEY,
  filename TEXT NOT NULL,
  file_id TEXT NOT NULL,               -- core/files: the original
  sheet TEXT NOT NULL,
  columns TEXT NOT NULL,               -- JSON: [[heading, what it was taken for]]
  source TEXT NOT NULL,                -- 流入元, for every row
  source_note TEXT NOT NULL,           -- where the list comes from
  purpose TEXT NOT NULL,               -- what it may be used for
  state TEXT NOT NULL,                 -- draft committed undone
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  committed_by_name TEXT NOT NULL,
  committed_at BIGINT,
  undone_by_name TEXT NOT NULL,
  undone_at BIGINT
);

CREATE TABLE prospect_matches (
  application_id TEXT NOT NULL,
  prospect_id TEXT NOT NULL REFERENCES prospects (id) ON DELETE CASCADE,
  shared TEXT NOT NULL,                -- what agrees, in words
  state TEXT NOT NULL,                 -- open linked dismissed
  decided_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  decided_at BIGINT,
  PRIMARY KEY (application_id, prospect_id)
);

CREATE TABLE prospect_moves (
  id TEXT PRIMARY KEY,
  prospect_id TEXT NOT NULL REFERENCES prospects (id) ON DELETE CASCADE,
  from_stage TEXT NOT NULL,            -- '' = it was made
  to_stage TEXT NOT NULL,
  happened_on TEXT NOT NULL,           -- YYYY-MM-DD
  cause TEXT NOT NULL,                 -- made edit contact application member import undo
  cause_id TEXT NOT NULL,
  reason TEXT NOT NULL,                -- a lost one: in words
  moved_by_name TEXT NOT NULL,
  moved_at BIGINT NOT NULL
);

CREATE TABLE prospect_reminders (
  owner_id TEXT PRIMARY KEY,           -- account of the office
  reminded_on TEXT NOT NULL            -- YYYY-MM-DD
);

CREATE TABLE prospects (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,                  -- P7KX2M9Q: its own referral link, see applications
  stage TEXT NOT NULL,                 -- candidate approached invited applied joined lost
  is_open BIGINT NOT NULL,             -- 1: candidate approached invited applied
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  corporate_number TEXT NOT NULL,      -- 13 digits or ''
  category TEXT NOT NULL,
  industry TEXT NOT NULL,
  municipality_code TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  address TEXT NOT NULL,
  employees BIGINT,
  telephone TEXT NOT NULL,
  website TEXT NOT NULL,
  note TEXT NOT NULL,                  -- the office's memo: it may name anybody
  contact_name TEXT NOT NULL,
  contact_department TEXT NOT NULL,
  contact_title TEXT NOT NULL,
  contact_email TEXT NOT NULL,
  contact_telephone TEXT NOT NULL,
  source TEXT NOT NULL,                -- 流入元: campaign event introduction website ... other
  source_note TEXT NOT NULL,           -- who introduced them, which event
  campaign_id TEXT NOT NULL,           -- '' = none
  owner_id TEXT NOT NULL,              -- account of the office, '' nobody
  owner_name TEXT NOT NULL,
  next_action TEXT NOT NULL,
  next_action_on TEXT NOT NULL,        -- YYYY-MM-DD, '' = no day
  lost_reason TEXT NOT NULL,           -- code, '' unless lost
  lost_note TEXT NOT NULL,
  moved_on TEXT NOT NULL,              -- the day of the last move
  application_id TEXT NOT NULL,        -- '' until an application is linked
  organisation_id TEXT NOT NULL,       -- the member that it became
  import_id TEXT NOT NULL,             -- '' unless it came with a list
  name_key TEXT NOT NULL,              -- for matching only (conventions C-13)
  telephone_key TEXT NOT NULL,
  version BIGINT NOT NULL,             -- optimistic lock
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
, people_erased_on TEXT NOT NULL DEFAULT '');

CREATE TABLE receipts (
  id TEXT PRIMARY KEY,                 -- SHA-256 of the account, the action and the sending
  result TEXT NOT NULL,                -- id of what was made
  created_at BIGINT NOT NULL
);

CREATE TABLE recovery_codes (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  code_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE register_answers (
  source TEXT NOT NULL,                -- nta | gbizinfo
  corporate_number TEXT NOT NULL,
  answer TEXT NOT NULL,                -- as it came: XML or JSON
  fetched_at BIGINT NOT NULL,
  PRIMARY KEY (source, corporate_number)
);

CREATE TABLE retention_holds (
  id TEXT PRIMARY KEY,
  scope TEXT NOT NULL,
  kind TEXT NOT NULL,                  -- '' unless scope is kind or record
  subject_id TEXT NOT NULL,            -- a record's or an organisation's id, '' else
  label TEXT NOT NULL,                 -- what it is called on the page, without personal data
  reason TEXT NOT NULL,
  until_on TEXT NOT NULL,              -- the last day it holds, '' = until it is lifted
  placed_by TEXT NOT NULL,
  placed_by_name TEXT NOT NULL,
  placed_at BIGINT NOT NULL,
  lifted_by_name TEXT NOT NULL,
  lifted_at BIGINT,                    -- NULL: it holds
  lifted_reason TEXT NOT NULL
);

CREATE TABLE review_answers (
  application_id TEXT NOT NULL REFERENCES reviews (application_id),
  criterion_id TEXT NOT NULL REFERENCES review_criteria (id),
  answer TEXT NOT NULL,                -- fit | unfit | held
  grounds TEXT NOT NULL,
  file_id TEXT NOT NULL,               -- '' = no evidence
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_by_name TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (application_id, criterion_id)
);

CREATE TABLE review_criteria (
  id TEXT PRIMARY KEY,
  set_id TEXT NOT NULL REFERENCES review_criteria_sets (id),
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  guide TEXT NOT NULL                  -- how to judge
);

CREATE TABLE review_criteria_comments (
  id TEXT PRIMARY KEY,
  set_id TEXT NOT NULL REFERENCES review_criteria_sets (id),
  account_name TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE review_criteria_sets (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL,              -- 第1版
  state TEXT NOT NULL,                 -- draft | sent | confirmed
  note TEXT NOT NULL,                  -- why it was made, for the prefecture
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  sent_by_name TEXT NOT NULL,
  sent_at BIGINT,
  confirmed_by_name TEXT NOT NULL,
  confirmed_at BIGINT,
  version BIGINT NOT NULL              -- optimistic lock
);

CREATE TABLE review_inquiries (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES reviews (application_id),
  about TEXT NOT NULL,                 -- opinion | screening, whose words stand sealed there
  screening_id TEXT NOT NULL,
  question TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  officer_name TEXT NOT NULL,
  token_hash TEXT NOT NULL,            -- SHA-256; '' once it is used or over
  state TEXT NOT NULL,                 -- waiting | answered | ended
  asked_by TEXT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  answer TEXT NOT NULL,
  words TEXT NOT NULL,
  answered_at BIGINT
);

CREATE TABLE review_lookups (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES reviews (application_id),
  source TEXT NOT NULL,                -- nta | gbizinfo
  corporate_number TEXT NOT NULL,
  name TEXT NOT NULL,                  -- '' when the register knows no such number
  address TEXT NOT NULL,
  close_date TEXT NOT NULL,            -- '' = it exists
  close_cause TEXT NOT NULL,
  updated_on TEXT NOT NULL,            -- of the register's record
  answer TEXT NOT NULL,                -- as it came
  answer_sha256 TEXT NOT NULL,
  fetched_at BIGINT NOT NULL,          -- when the register answered: up to 30 days before
  asked_by_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL
);

CREATE TABLE review_notices (
  application_id TEXT PRIMARY KEY REFERENCES reviews (application_id),
  kind TEXT NOT NULL,                  -- approved | declined
  fiscal_year BIGINT NOT NULL,
  number BIGINT NOT NULL,              -- within the fiscal year
  issued_on TEXT NOT NULL,
  model TEXT NOT NULL,                 -- JSON: what is printed, as it was at the decision
  state TEXT NOT NULL,                 -- ordered | ready | failed
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  made_at BIGINT,
  mailed_at BIGINT                     -- NULL: not mailed (no address, or not yet)
);

CREATE TABLE review_people (
  application_id TEXT NOT NULL REFERENCES reviews (application_id),
  account_id TEXT NOT NULL,
  PRIMARY KEY (application_id, account_id)
);

CREATE TABLE reviews (
  application_id TEXT PRIMARY KEY,
  set_id TEXT NOT NULL REFERENCES review_criteria_sets (id),
  state TEXT NOT NULL,                 -- open | ready | approved | declined | ended (withdrawn)
  reviewer_id TEXT NOT NULL,
  reviewer_name TEXT NOT NULL,
  opinion TEXT NOT NULL,               -- the reviewer's, for the decider: approve | decline | ''
  opinion_words TEXT NOT NULL,
  ready_at BIGINT,
  decided_by TEXT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at BIGINT,
  decision_note TEXT NOT NULL,         -- for the house and the prefecture, never for the applicant
  invitations TEXT NOT NULL,           -- JSON list of {account, outcome}: sent | taken | no_address
  began_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE roster_defects (
  id TEXT PRIMARY KEY,
  import_id TEXT NOT NULL REFERENCES roster_imports (id),
  row BIGINT NOT NULL,
  line BIGINT NOT NULL,
  field TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  message TEXT NOT NULL,
  suggestion TEXT NOT NULL,
  severity TEXT NOT NULL,              -- info | warning | error
  state TEXT NOT NULL,
  settled_value TEXT NOT NULL,
  reason TEXT NOT NULL,                -- accepted: why it stays as it is
  settled_by TEXT NOT NULL,
  settled_by_name TEXT NOT NULL,
  settled_at BIGINT
);

CREATE TABLE roster_imports (
  id TEXT PRIMARY KEY,
  loan_id TEXT NOT NULL REFERENCES loans (id),
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  sheet TEXT NOT NULL,
  header_fingerprint TEXT NOT NULL,
  mapping TEXT NOT NULL,               -- JSON: the columns and what each means
  samples TEXT NOT NULL,               -- JSON: a few values of each column
  state TEXT NOT NULL,                 -- reading draft committed undone discarded failed
  problem TEXT NOT NULL,               -- why the reading failed, in words for people
  reading TEXT NOT NULL,               -- who reads it now: a newer reading ends an older one
  progress_id TEXT NOT NULL,
  row_count BIGINT NOT NULL,
  counts TEXT NOT NULL,                -- JSON, written at commit
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  committed_at BIGINT,
  undone_at BIGINT
, leased_until BIGINT NOT NULL DEFAULT 0, resumed BIGINT NOT NULL DEFAULT 0);

CREATE TABLE roster_mappings (
  header_fingerprint TEXT PRIMARY KEY,
  mapping TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE roster_rows (
  import_id TEXT NOT NULL REFERENCES roster_imports (id),
  row BIGINT NOT NULL,                 -- data rows from 1
  line BIGINT NOT NULL,
  name TEXT NOT NULL,                  -- as it would be stored; for lists
  original TEXT NOT NULL,              -- JSON: field -> text as in the file
  original_hash TEXT NOT NULL,         -- the same row in another import has the same
  corrected TEXT NOT NULL,             -- JSON: field -> text that a person put in its place
  typed TEXT NOT NULL,                 -- JSON: field -> value to store, corrections applied
  choice TEXT NOT NULL,                -- create | fill | overwrite | skip | merge
  chosen BIGINT NOT NULL,              -- 1: a person said so; no matching changes it any more
  target_id TEXT NOT NULL,             -- organisation to fill, overwrite or merge into
  of_row BIGINT NOT NULL,              -- the row of this file that this one repeats, 0 if none
  repeats BIGINT NOT NULL,             -- 1: an earlier import has settled this very row
  match_reason TEXT NOT NULL,
  outcome TEXT NOT NULL,               -- '' until committed; created updated unchanged merged
                                       -- proposed skipped unresolved undone
  organisation_id TEXT NOT NULL,       -- what it became
  open_defects BIGINT NOT NULL,
  PRIMARY KEY (import_id, row)
);

CREATE TABLE roster_undo (
  import_id TEXT NOT NULL REFERENCES roster_imports (id),
  organisation_id TEXT NOT NULL,
  before TEXT NOT NULL,
  version_after BIGINT NOT NULL,
  state TEXT NOT NULL,                 -- ready | restored | left
  PRIMARY KEY (import_id, organisation_id)
);

CREATE TABLE saved_views (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,                 -- the list's query string, without paging
  position BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE screening_absences (
  organisation_id TEXT PRIMARY KEY
);

CREATE TABLE screenings (
  id TEXT PRIMARY KEY,
  subject_noun TEXT NOT NULL,          -- application | organisation
  subject_id TEXT NOT NULL,
  round BIGINT NOT NULL,               -- 1, 2 ... of the same subject
  cause TEXT NOT NULL,                 -- application | yearly | officers
  turn TEXT NOT NULL,                  -- whose: office | second | prefecture | done
  content TEXT NOT NULL,               -- sealed JSON, bound to the row's id
  organisation_id TEXT NOT NULL,       -- '' until the applicant is a member
  next_check_on TEXT NOT NULL,         -- of the organisation's newest file; '' = none is due
  next_cause TEXT NOT NULL,            -- why then: yearly | officers; '' = none
  opened_at BIGINT NOT NULL,
  closed_at BIGINT,
  version BIGINT NOT NULL
, erased_on TEXT NOT NULL DEFAULT '', registered_as TEXT NOT NULL DEFAULT '', left_on TEXT NOT NULL DEFAULT '');

CREATE TABLE search_documents (
  number          INTEGER PRIMARY KEY,
  noun            TEXT NOT NULL,
  id              TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  visibility      TEXT NOT NULL,
  labels          TEXT NOT NULL,
  title           TEXT NOT NULL,
  body            TEXT NOT NULL,
  UNIQUE (noun, id)
);

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  address TEXT NOT NULL,
  device_label TEXT NOT NULL,
  second_factor BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE TABLE sharing_signs (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  noted_on TEXT NOT NULL,
  networks BIGINT NOT NULL,
  devices BIGINT NOT NULL,
  PRIMARY KEY (account_id, noted_on)
);

CREATE TABLE sign_in_attempts (
  key_hash TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  blocked_until BIGINT NOT NULL,
  last_at BIGINT NOT NULL
);

CREATE TABLE site_exports (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,                 -- running done failed removed
  problem TEXT NOT NULL,               -- why it failed, for people
  sha256 TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  pages BIGINT NOT NULL,
  files BIGINT NOT NULL,
  redirects BIGINT NOT NULL,
  left_out TEXT NOT NULL,              -- JSON [address]: pages that could not be made
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL           -- a running one that stands still has lost its process
);

CREATE TABLE site_import_items (
  import_id TEXT NOT NULL REFERENCES site_imports (id),
  position BIGINT NOT NULL,            -- in the file: 1, 2, 3
  line BIGINT NOT NULL,
  source_key TEXT NOT NULL,            -- which item of which site
  post_id TEXT NOT NULL,
  post_type TEXT NOT NULL,
  status TEXT NOT NULL,                -- publish draft pending future private, as WordPress says
  title TEXT NOT NULL,
  lead TEXT NOT NULL,
  body TEXT NOT NULL,                  -- Markdown; media:@ and musubi-old: wait for the commit
  slug TEXT NOT NULL,
  old_path TEXT NOT NULL,              -- /2019/05/hello
  terms TEXT NOT NULL,                 -- JSON [{domain, slug, name}]
  published_at BIGINT NOT NULL,        -- there; 0 = never
  target TEXT NOT NULL,                -- news/notice; '' = is not taken in
  new_path TEXT NOT NULL,
  outcome TEXT NOT NULL,               -- pending made same skipped failed undone left
  says TEXT NOT NULL,
  content_id TEXT NOT NULL,
  content_version BIGINT NOT NULL,     -- as it was made: another one was worked on
  content_token TEXT NOT NULL,
  PRIMARY KEY (import_id, position)
);

CREATE TABLE site_import_losses (
  import_id TEXT NOT NULL REFERENCES site_imports (id),
  position BIGINT NOT NULL,            -- of the item
  number BIGINT NOT NULL,
  block BIGINT NOT NULL,               -- of the old text: 1, 2, 3; 0 = as a whole
  kind TEXT NOT NULL,                  -- unsafe form embed look ...
  place TEXT NOT NULL,                 -- wp:buttons, <iframe>, [gallery]
  what TEXT NOT NULL,
  remedy TEXT NOT NULL,
  PRIMARY KEY (import_id, position, number)
);

CREATE TABLE site_import_media (
  import_id TEXT NOT NULL REFERENCES site_imports (id),
  name TEXT NOT NULL,                  -- below wp-content/uploads: 2019/05/photo.jpg
  post_id TEXT NOT NULL,
  title TEXT NOT NULL,
  alt TEXT NOT NULL,
  caption TEXT NOT NULL,
  entry TEXT NOT NULL,                 -- its name in the ZIP or folder; '' = it is not there
  state TEXT NOT NULL,                 -- found missing made same refused undone left
  says TEXT NOT NULL,
  media_id TEXT NOT NULL,
  PRIMARY KEY (import_id, name)
);

CREATE TABLE site_import_moves (
  from_path TEXT PRIMARY KEY,
  kind TEXT NOT NULL,                  -- media | path
  target TEXT NOT NULL,                -- id of the library, or /news
  import_id TEXT NOT NULL REFERENCES site_imports (id)
);

CREATE TABLE site_import_sources (
  source_key TEXT PRIMARY KEY,
  content_id TEXT NOT NULL,
  import_id TEXT NOT NULL REFERENCES site_imports (id)
);

CREATE TABLE site_imports (
  id TEXT PRIMARY KEY,
  -- reading draft committing committed undoing undone discarded failed
  state TEXT NOT NULL,
  problem TEXT NOT NULL,               -- why it failed, or why it stands still, for people
  file_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  filename TEXT NOT NULL,
  media_file_id TEXT NOT NULL,         -- the ZIP of pictures; '' = none, or a folder of the command
  arrival TEXT NOT NULL,               -- draft | review: what was public arrives as
  site_title TEXT NOT NULL,
  site_address TEXT NOT NULL,          -- https://old.example.jp
  authors TEXT NOT NULL,               -- JSON {name: number of items}, for the report
  group_list TEXT NOT NULL,            -- JSON [{key, label, count, guess}]: types and categories
  choices TEXT NOT NULL,               -- JSON {key: target}: what a person chose
  skipped TEXT NOT NULL,               -- JSON {what: number}: what is no article
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  resumed BIGINT NOT NULL,             -- how often the reading was begun again
  begun_by TEXT NOT NULL,              -- account; '' = the command
  begun_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE site_report_comments (
  id TEXT PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES site_reports (id),
  account_name TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE site_report_files (
  report_id TEXT NOT NULL REFERENCES site_reports (id),
  edition TEXT NOT NULL,
  format TEXT NOT NULL,                -- pdf | xlsx | csv | csv_cp932
  state TEXT NOT NULL,                 -- ordered | ready | failed
  file_id TEXT NOT NULL,               -- '' until ready
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  ordered_at BIGINT NOT NULL,
  replaced BIGINT NOT NULL,            -- csv_cp932: how many characters became 〓
  PRIMARY KEY (report_id, edition, format)
);

CREATE TABLE site_reports (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL,
  version BIGINT NOT NULL,
  month TEXT NOT NULL,                 -- 2024-07
  figures TEXT NOT NULL,               -- JSON: the one model that screen, PDF, XLSX and CSV print
  sha256 TEXT NOT NULL,
  secretariat_comment TEXT NOT NULL,
  state TEXT NOT NULL,                 -- frozen | submitted | received | superseded | discarded
  frozen_by_name TEXT NOT NULL,
  frozen_at BIGINT NOT NULL,
  submitted_by_name TEXT NOT NULL,
  submitted_at BIGINT,
  received_by_name TEXT NOT NULL,
  received_at BIGINT
);

CREATE TABLE site_search_files (
  id TEXT PRIMARY KEY,                 -- of media_items
  sha256 TEXT NOT NULL,                -- of the bytes that were read
  state TEXT NOT NULL,                 -- waiting read empty unreadable
  trouble TEXT NOT NULL,               -- why not, in words for the office
  body TEXT NOT NULL,                  -- a line per paragraph
  is_cut BIGINT NOT NULL,              -- there is more than the index holds
  read_at BIGINT NOT NULL              -- 0 = never
);

CREATE TABLE site_search_pages (
  path TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  lead TEXT NOT NULL,
  body TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE TABLE site_search_synonym_words (
  word TEXT PRIMARY KEY,
  shown TEXT NOT NULL,                 -- as typed
  synonym_id TEXT NOT NULL REFERENCES site_search_synonyms (id)
);

CREATE TABLE site_search_synonyms (
  id TEXT PRIMARY KEY,
  words TEXT NOT NULL,
  note TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE site_search_word_pairs (
  pair TEXT NOT NULL,                  -- two characters; ^ and $ stand for begin and end
  word TEXT NOT NULL REFERENCES site_search_words (word),
  PRIMARY KEY (pair, word)
);

CREATE TABLE site_search_words (
  word TEXT PRIMARY KEY,               -- folded
  shown TEXT NOT NULL,                 -- as it was written
  seen_at BIGINT NOT NULL
);

CREATE TABLE stocktake_rows (
  stocktake_id TEXT NOT NULL REFERENCES stocktakes (id),
  account_id TEXT NOT NULL,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,
  organisation_id TEXT,
  account_state TEXT NOT NULL,
  last_sign_in_at BIGINT,
  dormant BIGINT NOT NULL,
  shared BIGINT NOT NULL,
  decision TEXT NOT NULL DEFAULT '' CHECK (decision IN ('', 'keep', 'suspend')),
  decided_by TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (stocktake_id, account_id)
);

CREATE TABLE stocktakes (
  id TEXT PRIMARY KEY,
  as_of TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'signed')),
  begun_by TEXT NOT NULL,
  begun_name TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  signed_by TEXT,
  signed_name TEXT NOT NULL DEFAULT '',
  signed_at BIGINT
);

CREATE TABLE uptime_checks (
  source TEXT NOT NULL,                -- inside | outside
  at BIGINT NOT NULL,
  is_up BIGINT NOT NULL,
  process TEXT NOT NULL,               -- inside: which process looked; '' outside
  PRIMARY KEY (source, at)
);

CREATE TABLE uptime_stops (
  id TEXT PRIMARY KEY,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  agreement TEXT NOT NULL,             -- with the prefecture, outside 平日9–17
  noticed_at BIGINT NOT NULL,
  noticed_by_name TEXT NOT NULL,
  called_off_at BIGINT,
  called_off_by_name TEXT NOT NULL
);

CREATE UNIQUE INDEX accessibility_pages_by_path ON accessibility_pages (trial_id, path);

CREATE UNIQUE INDEX accessibility_trials_by_number ON accessibility_trials (number)
  WHERE number > 0;

CREATE UNIQUE INDEX application_supplements_by_application
  ON application_supplements (application_id, number);

CREATE UNIQUE INDEX application_supplements_open ON application_supplements (application_id)
  WHERE state = 'open';

CREATE UNIQUE INDEX applications_of_receipt ON applications (receipt_year, receipt_number)
  WHERE receipt_number > 0;

CREATE UNIQUE INDEX campaigns_of_code ON campaigns (code);

CREATE UNIQUE INDEX change_requests_by_number ON change_requests (fiscal_year, number)
  WHERE number > 0;

CREATE UNIQUE INDEX confirmation_rounds_by_number ON confirmation_rounds (fiscal_year, number);

CREATE UNIQUE INDEX content_approvals_by_token ON content_approvals (token_hash)
  WHERE token_hash <> '';

CREATE UNIQUE INDEX content_items_by_path ON content_items (path);

CREATE UNIQUE INDEX content_previews_by_token ON content_previews (token_hash);

CREATE UNIQUE INDEX destructions_by_number ON destructions (fiscal_year, number)
  WHERE number > 0;

CREATE UNIQUE INDEX destructions_open ON destructions (kind)
  WHERE state IN ('proposed', 'approved');

CREATE UNIQUE INDEX event_listings_by_number ON event_listings (fiscal_year, number);

CREATE UNIQUE INDEX federation_identities_by_account ON federation_identities (account_id, issuer);

CREATE UNIQUE INDEX inquiries_by_number ON inquiries (fiscal_year, number);

CREATE UNIQUE INDEX inquiry_messages_by_source ON inquiry_messages (source_key)
  WHERE source_key <> '';

CREATE UNIQUE INDEX loans_by_number ON loans (number);

CREATE UNIQUE INDEX mail_bounces_by_source ON mail_bounces (source);

CREATE UNIQUE INDEX mail_suppressions_active ON mail_suppressions (address_key)
  WHERE state = 'active';

CREATE UNIQUE INDEX mailing_recipients_by_address ON mailing_recipients (mailing_id, address_key)
  WHERE state <> 'left_out';

CREATE UNIQUE INDEX media_items_by_sha256 ON media_items (sha256);

CREATE UNIQUE INDEX member_reports_by_number ON member_reports (number, version);

CREATE UNIQUE INDEX organisations_of_member_no ON organisations (member_no)
  WHERE member_no <> '' AND state <> 'merged';

CREATE UNIQUE INDEX outbox_messages_once ON outbox_messages (topic, once_key)
  WHERE once_key <> '' AND state <> 'done';

CREATE UNIQUE INDEX privacy_incidents_by_number
  ON privacy_incidents (is_drill, fiscal_year, number);

CREATE UNIQUE INDEX privacy_register_versions_by_number ON privacy_register_versions (number);

CREATE UNIQUE INDEX privacy_requests_by_number ON privacy_requests (fiscal_year, number)
  WHERE number > 0;

CREATE UNIQUE INDEX prospects_of_application ON prospects (application_id)
  WHERE application_id <> '';

CREATE UNIQUE INDEX prospects_of_code ON prospects (code);

CREATE UNIQUE INDEX review_criteria_by_set ON review_criteria (set_id, position);

CREATE UNIQUE INDEX review_criteria_sets_by_number ON review_criteria_sets (number);

CREATE UNIQUE INDEX review_inquiries_by_token ON review_inquiries (token_hash)
  WHERE token_hash <> '';

CREATE UNIQUE INDEX review_notices_by_number ON review_notices (fiscal_year, number);

CREATE UNIQUE INDEX screenings_by_subject ON screenings (subject_noun, subject_id, round);

CREATE UNIQUE INDEX site_reports_by_month ON site_reports (month, version);

CREATE UNIQUE INDEX site_reports_by_number ON site_reports (number, version);

CREATE VIRTUAL TABLE search_index USING fts5(
  title, body, labels, content='search_documents', content_rowid='number', columnsize=0,
  prefix='1', tokenize='musubi_bigram'
);
