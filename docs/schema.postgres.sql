-- The schema of a new postgres database. Written by tests/whole/migrations_test.cc, not by hand.

CREATE INDEX accessibility_checks_by_trial ON public.accessibility_checks USING btree (trial_id, id);

CREATE INDEX accessibility_findings_by_criterion ON public.accessibility_findings USING btree (trial_id, criterion);

CREATE INDEX accessibility_issues_by_state ON public.accessibility_issues USING btree (state, due_on, id);

CREATE INDEX accessibility_issues_by_trial ON public.accessibility_issues USING btree (trial_id, id);

CREATE INDEX accessibility_trials_by_site ON public.accessibility_trials USING btree (site, fiscal_year, state);

CREATE INDEX accessibility_trials_by_state ON public.accessibility_trials USING btree (state, id);

CREATE INDEX account_links_by_account ON public.account_links USING btree (account_id, purpose);

CREATE INDEX account_links_by_expiry ON public.account_links USING btree (expires_at);

CREATE INDEX account_roles_by_role ON public.account_roles USING btree (role, account_id);

CREATE INDEX accounts_by_last_sign_in ON public.accounts USING btree (state, last_sign_in_at);

CREATE INDEX accounts_by_organisation ON public.accounts USING btree (organisation_id, id);

CREATE INDEX accounts_by_state ON public.accounts USING btree (state, login);

CREATE INDEX accounts_to_erase ON public.accounts USING btree (id) WHERE ((state = 'suspended'::text) AND (suspended_by <> 'erased'::text));

CREATE INDEX address_changes_by_expiry ON public.address_changes USING btree (expires_at);

CREATE INDEX analytics_events_by_day ON public.analytics_events USING btree (day, kind);

CREATE INDEX analytics_nodes_by_time ON public.analytics_nodes USING btree (written_at);

CREATE INDEX analytics_queries_by_clicks ON public.analytics_queries USING btree (month, clicks, words);

CREATE INDEX application_consents_by_application ON public.application_consents USING btree (application_id, kind);

CREATE INDEX application_consents_by_kind ON public.application_consents USING btree (kind, id);

CREATE INDEX application_files_by_application ON public.application_files USING btree (application_id, id);

CREATE INDEX application_files_by_file ON public.application_files USING btree (file_id);

CREATE INDEX application_letters_by_email ON public.application_letters USING btree (email_key, sent_at);

CREATE INDEX application_letters_by_time ON public.application_letters USING btree (sent_at);

CREATE INDEX application_links_by_application ON public.application_links USING btree (application_id, purpose);

CREATE INDEX application_links_by_expiry ON public.application_links USING btree (expires_at);

CREATE INDEX application_people_by_application ON public.application_people USING btree (application_id, "position");

CREATE INDEX application_people_by_email ON public.application_people USING btree (lower(email), application_id);

CREATE INDEX applications_by_assigned ON public.applications USING btree (assigned_to, is_open, received_on, id);

CREATE INDEX applications_by_corporate_number ON public.applications USING btree (corporate_number);

CREATE INDEX applications_by_decided_on ON public.applications USING btree (decided_on, first_time, id);

CREATE INDEX applications_by_due ON public.applications USING btree (is_open, due_on, id);

CREATE INDEX applications_by_email ON public.applications USING btree (email_key, created_at);

CREATE INDEX applications_by_name_key ON public.applications USING btree (name_key);

CREATE INDEX applications_by_open ON public.applications USING btree (is_open, received_on, id);

CREATE INDEX applications_by_organisation ON public.applications USING btree (organisation_id);

CREATE INDEX applications_by_receipt_no ON public.applications USING btree (receipt_no);

CREATE INDEX applications_by_received_on ON public.applications USING btree (received_on, id);

CREATE INDEX applications_by_referral ON public.applications USING btree (referral_code, state);

CREATE INDEX applications_by_state ON public.applications USING btree (state, received_on, id);

CREATE INDEX applications_by_telephone_key ON public.applications USING btree (telephone_key);

CREATE INDEX applications_of_drafts ON public.applications USING btree (updated_at) WHERE (state = 'draft'::text);

CREATE INDEX applications_of_left_members ON public.applications USING btree (id) WHERE ((people_erased_on = ''::text) AND (state = 'registered'::text) AND (member_left_on <> ''::text));

CREATE INDEX applications_of_members ON public.applications USING btree (id) WHERE ((people_erased_on = ''::text) AND (state = 'registered'::text));

CREATE INDEX applications_to_erase ON public.applications USING btree (id) WHERE ((people_erased_on = ''::text) AND (state = ANY (ARRAY['declined'::text, 'withdrawn'::text])));

CREATE INDEX audit_entries_by_action ON public.audit_entries USING btree (action, sequence);

CREATE INDEX audit_entries_by_actor ON public.audit_entries USING btree (actor_id, sequence);

CREATE INDEX audit_entries_by_organisation ON public.audit_entries USING btree (organisation_id, sequence);

CREATE INDEX audit_entries_by_subject ON public.audit_entries USING btree (noun, subject_id, sequence);

CREATE INDEX audit_entries_by_time ON public.audit_entries USING btree (at, sequence);

CREATE INDEX campaigns_by_start ON public.campaigns USING btree (starts_on, id);

CREATE INDEX change_requests_by_day ON public.change_requests USING btree (state, effective_on, id);

CREATE INDEX change_requests_by_maker ON public.change_requests USING btree (made_by, created_at, id);

CREATE INDEX change_requests_by_organisation ON public.change_requests USING btree (organisation_id, created_at, id);

CREATE INDEX change_requests_by_other ON public.change_requests USING btree (other_id, created_at, id);

CREATE INDEX change_requests_by_sent ON public.change_requests USING btree (sent_at, id);

CREATE INDEX change_requests_by_state ON public.change_requests USING btree (state, sent_at, id);

CREATE INDEX change_requests_by_wanted_email ON public.change_requests USING btree (wanted_email, created_at, id);

CREATE INDEX confirmation_links_by_expiry ON public.confirmation_links USING btree (expires_at);

CREATE INDEX confirmation_links_by_round ON public.confirmation_links USING btree (round_id, organisation_id);

CREATE INDEX confirmation_rounds_by_state ON public.confirmation_rounds USING btree (state);

CREATE INDEX confirmation_targets_by_answer ON public.confirmation_targets USING btree (round_id, state, member_no_key, member_no, organisation_id);

CREATE INDEX confirmation_targets_by_mail ON public.confirmation_targets USING btree (round_id, has_mail, member_no_key, member_no, organisation_id);

CREATE INDEX confirmation_targets_by_no ON public.confirmation_targets USING btree (round_id, member_no_key, member_no, organisation_id);

CREATE INDEX confirmation_targets_by_organisation ON public.confirmation_targets USING btree (organisation_id, round_id);

CREATE INDEX confirmation_targets_by_reminder ON public.confirmation_targets USING btree (round_id, state, has_mail, reminded_for);

CREATE INDEX confirmation_targets_by_state ON public.confirmation_targets USING btree (round_id, state, has_mail, member_no_key, member_no, organisation_id);

CREATE INDEX consent_texts_by_version ON public.consent_texts USING btree (version);

CREATE INDEX content_approvals_by_email ON public.content_approvals USING btree (email) WHERE (email <> ''::text);

CREATE INDEX content_approvals_by_item ON public.content_approvals USING btree (item_id, asked_at);

CREATE INDEX content_approvals_by_state ON public.content_approvals USING btree (state, expires_at);

CREATE INDEX content_event_months_by_item ON public.content_event_months USING btree (item_id);

CREATE INDEX content_events_by_end ON public.content_events USING btree (ends_on, item_id);

CREATE INDEX content_events_by_kind ON public.content_events USING btree (organiser_kind, ends_on, item_id);

CREATE INDEX content_events_by_start ON public.content_events USING btree (starts_on, item_id);

CREATE INDEX content_facet_counts_by_items ON public.content_facet_counts USING btree (type, name, items, value);

CREATE INDEX content_facets_by_value ON public.content_facets USING btree (type, name, value, published_at, item_id);

CREATE INDEX content_items_by_expire_at ON public.content_items USING btree (is_public, expire_at, id);

CREATE INDEX content_items_by_owner ON public.content_items USING btree (owner_id, updated_at, id);

CREATE INDEX content_items_by_public_title ON public.content_items USING btree (public_title) WHERE (is_public = 1);

CREATE INDEX content_items_by_publish_at ON public.content_items USING btree (state, publish_at, id);

CREATE INDEX content_items_by_published_at ON public.content_items USING btree (published_at, id) WHERE (published_at > 0);

CREATE INDEX content_items_by_review ON public.content_items USING btree (review_on, id) WHERE (review_on <> ''::text);

CREATE INDEX content_items_by_state ON public.content_items USING btree (state, updated_at, id);

CREATE INDEX content_items_by_type ON public.content_items USING btree (type, updated_at, id);

CREATE INDEX content_items_by_updated ON public.content_items USING btree (updated_at, id);

CREATE INDEX content_items_public ON public.content_items USING btree (type, is_public, published_at, id);

CREATE INDEX content_items_public_by_id ON public.content_items USING btree (id) WHERE (is_public = 1);

CREATE INDEX content_links_by_target ON public.content_links USING btree (target, item_id);

CREATE INDEX content_moves_by_item ON public.content_moves USING btree (item_id, id);

CREATE INDEX content_redirects_by_item ON public.content_redirects USING btree (item_id);

CREATE INDEX content_writings_by_seen ON public.content_writings USING btree (seen_at, item_id);

CREATE INDEX destruction_items_by_state ON public.destruction_items USING btree (destruction_id, state, item_id);

CREATE INDEX destruction_items_early ON public.destruction_items USING btree (done_on) WHERE ((state = 'destroyed'::text) AND (done_on <= ended_on));

CREATE INDEX destructions_by_kind ON public.destructions USING btree (kind, id);

CREATE INDEX destructions_by_paper ON public.destructions USING btree (paper_state, id);

CREATE INDEX destructions_by_state ON public.destructions USING btree (state, id);

CREATE INDEX event_listing_links_by_expiry ON public.event_listing_links USING btree (expires_at);

CREATE INDEX event_listing_links_by_listing ON public.event_listing_links USING btree (listing_id);

CREATE INDEX event_listing_words_by_listing ON public.event_listing_words USING btree (listing_id, id);

CREATE INDEX event_listings_by_account ON public.event_listings USING btree (account_id, id);

CREATE INDEX event_listings_by_body ON public.event_listings USING btree (body_key, created_at);

CREATE INDEX event_listings_by_day ON public.event_listings USING btree (is_counted, received_on, channel);

CREATE INDEX event_listings_by_due ON public.event_listings USING btree (state, due_at, id);

CREATE INDEX event_listings_by_email ON public.event_listings USING btree (email_key, created_at);

CREATE INDEX event_listings_by_inquiry ON public.event_listings USING btree (inquiry_id) WHERE (inquiry_id <> ''::text);

CREATE INDEX event_listings_by_item ON public.event_listings USING btree (item_id) WHERE (item_id <> ''::text);

CREATE INDEX event_listings_by_last_day ON public.event_listings USING btree (state, last_day, id);

CREATE INDEX event_listings_by_organisation ON public.event_listings USING btree (organisation_id, id);

CREATE INDEX event_listings_by_state ON public.event_listings USING btree (state, id);

CREATE INDEX event_listings_pending ON public.event_listings USING btree (id) WHERE (pending <> ''::text);

CREATE INDEX event_listings_to_erase ON public.event_listings USING btree (id) WHERE ((erased_on = ''::text) AND (ended_on <> ''::text));

CREATE INDEX evidence_checks_by_time ON public.evidence_checks USING btree (checked_at, id);

CREATE INDEX federation_begun_by_account ON public.federation_begun USING btree (account_id);

CREATE INDEX federation_begun_by_expiry ON public.federation_begun USING btree (expires_at);

CREATE INDEX field_changes_by_organisation ON public.field_changes USING btree (organisation_id, changed_at);

CREATE INDEX files_by_sha256 ON public.files USING btree (sha256);

CREATE INDEX files_by_state ON public.files USING btree (state, id);

CREATE INDEX inquiries_by_account ON public.inquiries USING btree (account_id, id);

CREATE INDEX inquiries_by_assignee ON public.inquiries USING btree (assigned_to, state, due_at, id);

CREATE INDEX inquiries_by_body ON public.inquiries USING btree (body_key, created_at);

CREATE INDEX inquiries_by_day ON public.inquiries USING btree (is_counted, received_on, category, channel);

CREATE INDEX inquiries_by_due ON public.inquiries USING btree (state, due_at, id);

CREATE INDEX inquiries_by_email ON public.inquiries USING btree (email_key, created_at);

CREATE INDEX inquiries_by_follow_up ON public.inquiries USING btree (follow_up_on, id) WHERE (follow_up_on <> ''::text);

CREATE INDEX inquiries_by_link ON public.inquiries USING btree (linked_id, id) WHERE (linked_id <> ''::text);

CREATE INDEX inquiries_by_organisation ON public.inquiries USING btree (organisation_id, id);

CREATE INDEX inquiries_by_state ON public.inquiries USING btree (state, id);

CREATE INDEX inquiries_to_erase ON public.inquiries USING btree (id) WHERE ((erased_on = ''::text) AND (closed_on <> ''::text));

CREATE INDEX inquiries_to_escalate ON public.inquiries USING btree (due_at, id) WHERE ((state = 'open'::text) AND (escalation < 2));

CREATE INDEX inquiry_files_by_inquiry ON public.inquiry_files USING btree (inquiry_id, message_id);

CREATE INDEX inquiry_files_by_merge ON public.inquiry_files USING btree (merge_id) WHERE (merge_id <> ''::text);

CREATE INDEX inquiry_files_by_message ON public.inquiry_files USING btree (message_id);

CREATE INDEX inquiry_links_by_expiry ON public.inquiry_links USING btree (expires_at);

CREATE INDEX inquiry_links_by_inquiry ON public.inquiry_links USING btree (inquiry_id);

CREATE INDEX inquiry_merges_by_gone ON public.inquiry_merges USING btree (gone_id);

CREATE INDEX inquiry_merges_by_kept ON public.inquiry_merges USING btree (kept_id);

CREATE INDEX inquiry_messages_by_inquiry ON public.inquiry_messages USING btree (inquiry_id, created_at, id);

CREATE INDEX inquiry_messages_by_merge ON public.inquiry_messages USING btree (merge_id) WHERE (merge_id <> ''::text);

CREATE INDEX inquiry_messages_by_message_id ON public.inquiry_messages USING btree (message_id) WHERE (message_id <> ''::text);

CREATE INDEX inquiry_notes_by_inquiry ON public.inquiry_notes USING btree (inquiry_id, created_at, id);

CREATE INDEX inquiry_notes_by_merge ON public.inquiry_notes USING btree (merge_id) WHERE (merge_id <> ''::text);

CREATE INDEX inquiry_texts_by_title ON public.inquiry_texts USING btree (is_active, title, id);

CREATE INDEX job_progress_by_account ON public.job_progress USING btree (account_id, id);

CREATE INDEX known_devices_by_account ON public.known_devices USING btree (account_id);

CREATE INDEX link_targets_by_next ON public.link_targets USING btree (kind, next_at, address);

CREATE INDEX link_targets_by_state ON public.link_targets USING btree (state, failing_since, address);

CREATE INDEX link_uses_by_item ON public.link_uses USING btree (item_id, address);

CREATE INDEX link_uses_by_owner ON public.link_uses USING btree (owner_id, address);

CREATE INDEX link_uses_by_round ON public.link_uses USING btree (round, address);

CREATE INDEX loan_copies_by_loan ON public.loan_copies USING btree (loan_id, id);

CREATE INDEX loans_by_sha256 ON public.loans USING btree (sha256);

CREATE INDEX loans_by_state ON public.loans USING btree (state, number);

CREATE INDEX loans_to_erase ON public.loans USING btree (id) WHERE ((state = ANY (ARRAY['returned'::text, 'erased'::text])) AND (rows_erased_on = ''::text));

CREATE INDEX mail_bounces_by_address ON public.mail_bounces USING btree (address_key, created_at);

CREATE INDEX mail_bounces_by_state ON public.mail_bounces USING btree (state, id);

CREATE INDEX mail_consents_by_address ON public.mail_consents USING btree (address_key, class, id);

CREATE INDEX mail_reach_by_last ON public.mail_reach USING btree (last_at, organisation_id);

CREATE INDEX mail_segments_by_state ON public.mail_segments USING btree (state, name, id);

CREATE INDEX mail_suppressions_by_address ON public.mail_suppressions USING btree (address_key, id);

CREATE INDEX mail_suppressions_by_state ON public.mail_suppressions USING btree (state, id);

CREATE INDEX mailing_recipients_by_mail ON public.mailing_recipients USING btree (mail_id) WHERE (mail_id <> ''::text);

CREATE INDEX mailing_recipients_by_organisation ON public.mailing_recipients USING btree (organisation_id, id);

CREATE INDEX mailing_recipients_by_reason ON public.mailing_recipients USING btree (mailing_id, state, reason, id);

CREATE INDEX mailing_recipients_by_state ON public.mailing_recipients USING btree (mailing_id, state, id);

CREATE INDEX mailings_by_state ON public.mailings USING btree (state, id);

CREATE INDEX mails_by_address ON public.mails USING btree (lower(to_address), id);

CREATE INDEX mails_by_batch ON public.mails USING btree (batch, state, id) WHERE (batch <> ''::text);

CREATE INDEX mails_by_message_id ON public.mails USING btree (message_id);

CREATE INDEX mails_by_state ON public.mails USING btree (state, id);

CREATE INDEX mails_by_time ON public.mails USING btree (created_at, id);

CREATE INDEX mails_with_link ON public.mails USING btree (link_until) WHERE (one_time_link <> ''::text);

CREATE INDEX media_items_by_consent ON public.media_items USING btree (people, consent_until, id);

CREATE INDEX media_items_by_kind ON public.media_items USING btree (kind, id);

CREATE INDEX media_items_by_lacking ON public.media_items USING btree (lacking, id);

CREATE INDEX media_items_by_state ON public.media_items USING btree (state, id);

CREATE INDEX member_exports_by_time ON public.member_exports USING btree (created_at);

CREATE INDEX member_report_comments_by_report ON public.member_report_comments USING btree (report_id, created_at);

CREATE INDEX member_report_rows_by_change ON public.member_report_rows USING btree (report_id, change, "position");

CREATE INDEX member_report_rows_by_correction ON public.member_report_rows USING btree (report_id, correction, "position");

CREATE INDEX member_report_rows_by_organisation ON public.member_report_rows USING btree (report_id, organisation_id);

CREATE INDEX member_reports_by_day ON public.member_reports USING btree (as_of, version);

CREATE INDEX member_reports_by_state ON public.member_reports USING btree (state, as_of);

CREATE INDEX membership_events_by_cause ON public.membership_events USING btree (cause_id);

CREATE INDEX membership_events_by_day ON public.membership_events USING btree (happened_on, kind);

CREATE INDEX membership_events_by_organisation ON public.membership_events USING btree (organisation_id, happened_on);

CREATE INDEX merge_proposals_by_a ON public.merge_proposals USING btree (organisation_a, state);

CREATE INDEX merge_proposals_by_b ON public.merge_proposals USING btree (organisation_b, state);

CREATE INDEX merge_proposals_by_import ON public.merge_proposals USING btree (import_id, "row");

CREATE INDEX merge_proposals_by_state ON public.merge_proposals USING btree (state, score, id);

CREATE INDEX merge_proposals_pairs ON public.merge_proposals USING btree (state, score, id) WHERE (organisation_b <> ''::text);

CREATE INDEX merge_proposals_rows ON public.merge_proposals USING btree (state, score, id) WHERE (organisation_b = ''::text);

CREATE INDEX merges_by_gone ON public.merges USING btree (gone_id);

CREATE INDEX merges_by_kept ON public.merges USING btree (kept_id, merged_at);

CREATE INDEX merges_by_time ON public.merges USING btree (merged_at);

CREATE INDEX merges_to_carry ON public.merges USING btree (id) WHERE (accounts_carried = 0);

CREATE INDEX organisations_by_corporate_number ON public.organisations USING btree (corporate_number);

CREATE INDEX organisations_by_domain_key ON public.organisations USING btree (domain_key);

CREATE INDEX organisations_by_industry ON public.organisations USING btree (industry, member_no_key, member_no, id, state);

CREATE INDEX organisations_by_joined_on ON public.organisations USING btree (joined_on, id);

CREATE INDEX organisations_by_member_no ON public.organisations USING btree (member_no, id);

CREATE INDEX organisations_by_member_no_key ON public.organisations USING btree (member_no_key, member_no, id);

CREATE INDEX organisations_by_merged_into ON public.organisations USING btree (merged_into) WHERE (merged_into <> ''::text);

CREATE INDEX organisations_by_municipality ON public.organisations USING btree (municipality_code, member_no_key, member_no, id, state);

CREATE INDEX organisations_by_name_kana ON public.organisations USING btree (name_kana, id);

CREATE INDEX organisations_by_name_key ON public.organisations USING btree (name_key);

CREATE INDEX organisations_by_open_defects ON public.organisations USING btree (open_defects, member_no, id);

CREATE INDEX organisations_by_state ON public.organisations USING btree (state, member_no_key, member_no, id);

CREATE INDEX organisations_by_telephone_key ON public.organisations USING btree (telephone_key);

CREATE INDEX organisations_by_updated_at ON public.organisations USING btree (updated_at, id);

CREATE INDEX organisations_by_waiting_state ON public.organisations USING btree (state) WHERE (open_defects > 0);

CREATE INDEX organisations_to_erase ON public.organisations USING btree (id) WHERE ((state = 'withdrawn'::text) AND (people_erased_on < left_on));

CREATE INDEX outbox_messages_by_state ON public.outbox_messages USING btree (state, id);

CREATE INDEX outbox_messages_due ON public.outbox_messages USING btree (lane, due_at, id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

CREATE INDEX passkey_challenges_by_account ON public.passkey_challenges USING btree (account_id);

CREATE INDEX passkey_challenges_by_expiry ON public.passkey_challenges USING btree (expires_at);

CREATE INDEX passkeys_by_account ON public.passkeys USING btree (account_id, id);

CREATE INDEX people_by_email ON public.people USING btree (lower(email), id);

CREATE INDEX people_by_organisation ON public.people USING btree (organisation_id, state, "position");

CREATE INDEX pledges_by_account ON public.pledges USING btree (account_id, id);

CREATE INDEX postal_editions_by_state ON public.postal_editions USING btree (state);

CREATE INDEX privacy_incident_events_by_incident ON public.privacy_incident_events USING btree (incident_id, at, id);

CREATE INDEX privacy_incidents_by_state ON public.privacy_incidents USING btree (state, id);

CREATE INDEX privacy_proofs_by_expiry ON public.privacy_proofs USING btree (expires_at);

CREATE INDEX privacy_proofs_by_request ON public.privacy_proofs USING btree (request_id, purpose);

CREATE INDEX privacy_requests_by_account ON public.privacy_requests USING btree (account_id, id);

CREATE INDEX privacy_requests_by_email ON public.privacy_requests USING btree (email_key, created_at);

CREATE INDEX privacy_requests_by_open ON public.privacy_requests USING btree (is_open, due_on, id);

CREATE INDEX privacy_requests_by_state ON public.privacy_requests USING btree (state, id);

CREATE INDEX privacy_requests_to_erase ON public.privacy_requests USING btree (id) WHERE (erased_on = ''::text);

CREATE INDEX proposal_searches_by_time ON public.proposal_searches USING btree (started_at, id);

CREATE INDEX prospect_contacts_by_day ON public.prospect_contacts USING btree (happened_on, kind);

CREATE INDEX prospect_contacts_by_prospect ON public.prospect_contacts USING btree (prospect_id, happened_on, created_at, id);

CREATE INDEX prospect_import_rows_by_contact_email ON public.prospect_import_rows USING btree (contact_email, import_id, line) WHERE (contact_email <> ''::text);

CREATE INDEX prospect_import_rows_by_outcome ON public.prospect_import_rows USING btree (import_id, outcome, line);

CREATE INDEX prospect_imports_by_time ON public.prospect_imports USING btree (created_at, id);

CREATE INDEX prospect_matches_by_prospect ON public.prospect_matches USING btree (prospect_id, state);

CREATE INDEX prospect_matches_by_state ON public.prospect_matches USING btree (state, created_at, application_id);

CREATE INDEX prospect_moves_by_prospect ON public.prospect_moves USING btree (prospect_id, moved_at, id);

CREATE INDEX prospects_by_campaign ON public.prospects USING btree (campaign_id, updated_at, id);

CREATE INDEX prospects_by_contact_email ON public.prospects USING btree (lower(contact_email), updated_at, id);

CREATE INDEX prospects_by_corporate_number ON public.prospects USING btree (corporate_number);

CREATE INDEX prospects_by_due ON public.prospects USING btree (is_open, next_action_on, id);

CREATE INDEX prospects_by_import ON public.prospects USING btree (import_id, id);

CREATE INDEX prospects_by_name_key ON public.prospects USING btree (name_key);

CREATE INDEX prospects_by_open ON public.prospects USING btree (is_open, updated_at, id);

CREATE INDEX prospects_by_organisation ON public.prospects USING btree (organisation_id);

CREATE INDEX prospects_by_owner ON public.prospects USING btree (owner_id, is_open, next_action_on, id);

CREATE INDEX prospects_by_stage ON public.prospects USING btree (stage, updated_at, id);

CREATE INDEX prospects_by_telephone_key ON public.prospects USING btree (telephone_key);

CREATE INDEX prospects_by_updated ON public.prospects USING btree (updated_at, id);

CREATE INDEX prospects_to_erase ON public.prospects USING btree (id, updated_at) WHERE ((people_erased_on = ''::text) AND (organisation_id = ''::text) AND (stage = ANY (ARRAY['candidate'::text, 'approached'::text, 'invited'::text, 'lost'::text])));

CREATE INDEX receipts_by_time ON public.receipts USING btree (created_at);

CREATE INDEX retention_holds_by_time ON public.retention_holds USING btree (placed_at, id);

CREATE INDEX retention_holds_going ON public.retention_holds USING btree (scope, kind, subject_id) WHERE (lifted_at IS NULL);

CREATE INDEX review_criteria_comments_by_set ON public.review_criteria_comments USING btree (set_id, created_at);

CREATE INDEX review_criteria_sets_by_state ON public.review_criteria_sets USING btree (state, number);

CREATE INDEX review_inquiries_by_application ON public.review_inquiries USING btree (application_id, asked_at);

CREATE INDEX review_inquiries_by_state ON public.review_inquiries USING btree (state, expires_at);

CREATE INDEX review_lookups_by_application ON public.review_lookups USING btree (application_id, id);

CREATE INDEX reviews_by_reviewer ON public.reviews USING btree (reviewer_id, state);

CREATE INDEX reviews_by_state ON public.reviews USING btree (state, application_id);

CREATE INDEX roster_defects_by_import ON public.roster_defects USING btree (import_id, state, id);

CREATE INDEX roster_defects_by_kind ON public.roster_defects USING btree (import_id, state, kind, "row");

CREATE INDEX roster_defects_by_row ON public.roster_defects USING btree (import_id, "row", state);

CREATE INDEX roster_defects_by_state ON public.roster_defects USING btree (state, id);

CREATE INDEX roster_imports_by_loan ON public.roster_imports USING btree (loan_id, id);

CREATE INDEX roster_imports_by_sha256 ON public.roster_imports USING btree (sha256, state);

CREATE INDEX roster_imports_by_state ON public.roster_imports USING btree (state, leased_until);

CREATE INDEX roster_rows_by_choice ON public.roster_rows USING btree (import_id, choice, "row");

CREATE INDEX roster_rows_by_organisation ON public.roster_rows USING btree (organisation_id, import_id);

CREATE INDEX roster_rows_by_original ON public.roster_rows USING btree (original_hash, import_id);

CREATE INDEX roster_rows_by_outcome ON public.roster_rows USING btree (import_id, outcome, "row");

CREATE INDEX roster_rows_open ON public.roster_rows USING btree (import_id, open_defects, "row");

CREATE INDEX saved_views_by_account ON public.saved_views USING btree (account_id, "position");

CREATE INDEX screenings_by_next_check ON public.screenings USING btree (next_check_on, id) WHERE (next_check_on <> ''::text);

CREATE INDEX screenings_by_organisation ON public.screenings USING btree (organisation_id, id);

CREATE INDEX screenings_by_registration ON public.screenings USING btree (registered_as, id);

CREATE INDEX screenings_by_turn ON public.screenings USING btree (turn, id);

CREATE INDEX screenings_to_erase ON public.screenings USING btree (id) WHERE ((turn = 'done'::text) AND (erased_on = ''::text));

CREATE INDEX search_documents_tokens ON public.search_documents USING gin (tokens);

CREATE INDEX sessions_by_account ON public.sessions USING btree (account_id, last_seen_at);

CREATE INDEX sessions_by_last_seen ON public.sessions USING btree (last_seen_at);

CREATE INDEX sharing_signs_by_day ON public.sharing_signs USING btree (noted_on);

CREATE INDEX sign_in_attempts_by_time ON public.sign_in_attempts USING btree (last_at);

CREATE INDEX site_exports_by_state ON public.site_exports USING btree (state, id);

CREATE INDEX site_import_items_by_old_path ON public.site_import_items USING btree (import_id, old_path);

CREATE INDEX site_import_items_by_outcome ON public.site_import_items USING btree (import_id, outcome, "position");

CREATE INDEX site_import_items_by_post_id ON public.site_import_items USING btree (import_id, post_id);

CREATE INDEX site_import_losses_by_kind ON public.site_import_losses USING btree (import_id, kind, "position", number);

CREATE INDEX site_import_media_by_post_id ON public.site_import_media USING btree (import_id, post_id);

CREATE INDEX site_import_media_by_state ON public.site_import_media USING btree (import_id, state, name);

CREATE INDEX site_import_moves_by_import ON public.site_import_moves USING btree (import_id);

CREATE INDEX site_import_sources_by_import ON public.site_import_sources USING btree (import_id);

CREATE INDEX site_imports_by_sha256 ON public.site_imports USING btree (sha256, id);

CREATE INDEX site_report_comments_by_report ON public.site_report_comments USING btree (report_id, created_at);

CREATE INDEX site_reports_by_state ON public.site_reports USING btree (state, month);

CREATE INDEX site_search_files_by_state ON public.site_search_files USING btree (state, id);

CREATE INDEX site_search_synonym_words_by_synonym ON public.site_search_synonym_words USING btree (synonym_id);

CREATE INDEX site_search_synonyms_by_words ON public.site_search_synonyms USING btree (words, id);

CREATE INDEX site_search_word_pairs_by_word ON public.site_search_word_pairs USING btree (word);

CREATE INDEX site_search_words_by_seen ON public.site_search_words USING btree (seen_at, word);

CREATE INDEX stocktake_rows_by_decision ON public.stocktake_rows USING btree (stocktake_id, decision, account_id);

CREATE INDEX stocktakes_by_state ON public.stocktakes USING btree (state, id);

CREATE INDEX uptime_stops_by_time ON public.uptime_stops USING btree (from_at, id);

CREATE TABLE accessibility_checks (
  could_not BIGINT NOT NULL,
  findings BIGINT NOT NULL,
  id TEXT NOT NULL,
  pages BIGINT NOT NULL,
  taken_at BIGINT NOT NULL,
  taken_by_name TEXT NOT NULL,
  tool TEXT NOT NULL,
  trial_id TEXT NOT NULL,
  FOREIGN KEY (trial_id) REFERENCES accessibility_trials(id),
  PRIMARY KEY (id)
);

CREATE TABLE accessibility_findings (
  criterion TEXT NOT NULL,
  example TEXT NOT NULL,
  help TEXT NOT NULL,
  nodes BIGINT NOT NULL,
  position BIGINT NOT NULL,
  rule TEXT NOT NULL,
  trial_id TEXT NOT NULL,
  FOREIGN KEY (trial_id) REFERENCES accessibility_trials(id),
  PRIMARY KEY (trial_id, "position", criterion, rule)
);

CREATE TABLE accessibility_issues (
  criterion TEXT NOT NULL,
  done_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  outcome TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  place TEXT NOT NULL,
  plan TEXT NOT NULL,
  site TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  trial_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE accessibility_pages (
  check_state TEXT NOT NULL,
  checked_at BIGINT NOT NULL,
  path TEXT NOT NULL,
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  trial_id TEXT NOT NULL,
  trouble TEXT NOT NULL,
  why TEXT NOT NULL,
  FOREIGN KEY (trial_id) REFERENCES accessibility_trials(id),
  PRIMARY KEY (trial_id, "position")
);

CREATE TABLE accessibility_papers (
  bytes BIGINT NOT NULL,
  file_id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (number)
);

CREATE TABLE accessibility_policies (
  contact TEXT NOT NULL,
  due TEXT NOT NULL,
  exceptions TEXT NOT NULL,
  extra TEXT NOT NULL,
  goal TEXT NOT NULL,
  number BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  published_by_name TEXT NOT NULL,
  published_on TEXT NOT NULL,
  scope TEXT NOT NULL,
  PRIMARY KEY (number)
);

CREATE TABLE accessibility_policy_draft (
  contact TEXT NOT NULL,
  due TEXT NOT NULL,
  exceptions TEXT NOT NULL,
  extra TEXT NOT NULL,
  goal TEXT NOT NULL,
  id TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  saved_by_name TEXT NOT NULL,
  scope TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE accessibility_scope (
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  trial_id TEXT NOT NULL,
  FOREIGN KEY (trial_id) REFERENCES accessibility_trials(id),
  PRIMARY KEY (trial_id, path)
);

CREATE TABLE accessibility_trials (
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  degree TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  excluded TEXT NOT NULL,
  fiscal_year BIGINT NOT NULL,
  frozen TEXT NOT NULL,
  id TEXT NOT NULL,
  number BIGINT NOT NULL,
  pages_least BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  published_by_name TEXT NOT NULL,
  published_on TEXT NOT NULL,
  random_count BIGINT NOT NULL,
  remarks TEXT NOT NULL,
  scope_count BIGINT NOT NULL,
  scope_sha256 TEXT NOT NULL,
  scope_words TEXT NOT NULL,
  seed TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  site TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  state TEXT NOT NULL,
  technologies TEXT NOT NULL,
  tools TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE accessibility_verdicts (
  all_pages BIGINT NOT NULL,
  applies TEXT NOT NULL,
  criterion TEXT NOT NULL,
  evidence TEXT NOT NULL,
  failing TEXT NOT NULL,
  file_id TEXT NOT NULL,
  judged_at BIGINT NOT NULL,
  judged_by_name TEXT NOT NULL,
  methods TEXT NOT NULL,
  note TEXT NOT NULL,
  result TEXT NOT NULL,
  trial_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  FOREIGN KEY (trial_id) REFERENCES accessibility_trials(id),
  PRIMARY KEY (trial_id, criterion)
);

CREATE TABLE account_links (
  account_id TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  failures BIGINT NOT NULL DEFAULT 0,
  purpose TEXT NOT NULL,
  return_to TEXT NOT NULL DEFAULT ''::text,
  sealed TEXT NOT NULL DEFAULT ''::text,
  token_hash TEXT NOT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (token_hash)
);

CREATE TABLE account_roles (
  account_id TEXT NOT NULL,
  role TEXT NOT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (account_id, role)
);

CREATE TABLE accounts (
  created_at BIGINT NOT NULL,
  failed_count BIGINT NOT NULL DEFAULT 0,
  id TEXT NOT NULL,
  last_sign_in_at BIGINT,
  locked_until BIGINT NOT NULL DEFAULT 0,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  organisation_id TEXT,
  password_changed_at BIGINT,
  password_hash TEXT,
  state TEXT NOT NULL,
  suspended_by TEXT NOT NULL DEFAULT ''::text,
  totp_last_step BIGINT NOT NULL DEFAULT 0,
  totp_secret TEXT,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'suspended'::text]))),
  PRIMARY KEY (id),
  UNIQUE (login)
);

CREATE TABLE address_changes (
  account_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  new_login TEXT NOT NULL,
  new_proved_at BIGINT,
  new_token_hash TEXT NOT NULL,
  old_proved_at BIGINT,
  old_token_hash TEXT NOT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (account_id),
  UNIQUE (new_token_hash),
  UNIQUE (old_token_hash)
);

CREATE TABLE analytics_events (
  at BIGINT NOT NULL,
  browser TEXT NOT NULL,
  day TEXT NOT NULL,
  device TEXT NOT NULL,
  hits BIGINT NOT NULL,
  hour BIGINT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  page TEXT NOT NULL,
  position BIGINT NOT NULL,
  referrer TEXT NOT NULL,
  visit BIGINT NOT NULL,
  visitor BIGINT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE analytics_nodes (
  batch BIGINT NOT NULL,
  node TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  PRIMARY KEY (node)
);

CREATE TABLE analytics_queries (
  clicks BIGINT NOT NULL,
  impressions BIGINT NOT NULL,
  month TEXT NOT NULL,
  rank_hundredths BIGINT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (month, words)
);

CREATE TABLE analytics_sums (
  measure TEXT NOT NULL,
  name TEXT NOT NULL,
  number BIGINT NOT NULL,
  span TEXT NOT NULL,
  PRIMARY KEY (measure, span, name)
);

CREATE TABLE application_consents (
  address TEXT NOT NULL,
  agreed_at BIGINT NOT NULL,
  agreed_by TEXT NOT NULL,
  application_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  medium TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  text_version TEXT NOT NULL,
  FOREIGN KEY (application_id) REFERENCES applications(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);

CREATE TABLE application_files (
  added_at BIGINT NOT NULL,
  application_id TEXT NOT NULL,
  file_id TEXT NOT NULL,
  id TEXT NOT NULL,
  supplement_id TEXT NOT NULL,
  FOREIGN KEY (application_id) REFERENCES applications(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);

CREATE TABLE application_letters (
  email_key TEXT NOT NULL,
  id TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE application_links (
  application_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  email_key TEXT NOT NULL DEFAULT ''::text,
  expires_at BIGINT NOT NULL,
  purpose TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  FOREIGN KEY (application_id) REFERENCES applications(id) ON DELETE CASCADE,
  PRIMARY KEY (token_hash)
);

CREATE TABLE application_people (
  application_id TEXT NOT NULL,
  department TEXT NOT NULL,
  email TEXT NOT NULL,
  id TEXT NOT NULL,
  is_administrator BIGINT NOT NULL,
  is_primary BIGINT NOT NULL,
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  position BIGINT NOT NULL,
  telephone TEXT NOT NULL,
  title TEXT NOT NULL,
  FOREIGN KEY (application_id) REFERENCES applications(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);

CREATE TABLE application_supplements (
  after TEXT NOT NULL,
  answer TEXT NOT NULL,
  answer_due_on TEXT NOT NULL,
  answered_at BIGINT,
  answered_by_name TEXT NOT NULL,
  answered_on TEXT NOT NULL,
  application_id TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  before TEXT NOT NULL,
  fields TEXT NOT NULL,
  id TEXT NOT NULL,
  number BIGINT NOT NULL,
  request TEXT NOT NULL,
  state TEXT NOT NULL,
  wants_files BIGINT NOT NULL,
  FOREIGN KEY (application_id) REFERENCES applications(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);

CREATE TABLE applications (
  address TEXT NOT NULL,
  assigned_to TEXT NOT NULL,
  assigned_to_name TEXT NOT NULL,
  capital_yen BIGINT,
  category TEXT NOT NULL,
  corporate_number TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  decided_at BIGINT,
  decided_on TEXT NOT NULL,
  domain_key TEXT NOT NULL,
  due_on TEXT NOT NULL,
  email TEXT NOT NULL,
  email_check TEXT NOT NULL DEFAULT ''::text,
  email_checked_by TEXT NOT NULL DEFAULT ''::text,
  email_key TEXT NOT NULL,
  email_verified_at BIGINT,
  employees BIGINT,
  ended_on TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  entered_by_name TEXT NOT NULL,
  fax TEXT NOT NULL,
  first_time BIGINT NOT NULL,
  id TEXT NOT NULL,
  industry TEXT NOT NULL,
  intake_route TEXT NOT NULL,
  interests TEXT NOT NULL,
  is_open BIGINT NOT NULL,
  member_left_on TEXT NOT NULL DEFAULT ''::text,
  municipality_code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  name_key TEXT NOT NULL,
  note TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  people_erased_on TEXT NOT NULL DEFAULT ''::text,
  postal_code TEXT NOT NULL,
  receipt_no TEXT NOT NULL,
  receipt_number BIGINT NOT NULL,
  receipt_year BIGINT NOT NULL,
  received_at BIGINT,
  received_on TEXT NOT NULL,
  referral_code TEXT NOT NULL,
  representative_name TEXT NOT NULL,
  representative_title TEXT NOT NULL,
  review_begun BIGINT NOT NULL,
  state TEXT NOT NULL,
  telephone TEXT NOT NULL,
  telephone_key TEXT NOT NULL,
  typed TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  uses_platform BIGINT NOT NULL,
  version BIGINT NOT NULL,
  waited_days BIGINT NOT NULL,
  website TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE audit_entries (
  action TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  address TEXT NOT NULL,
  after_json TEXT NOT NULL,
  at BIGINT NOT NULL,
  before_json TEXT NOT NULL,
  hash TEXT NOT NULL,
  noun TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  request_id TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  subject_id TEXT NOT NULL,
  PRIMARY KEY (sequence)
);

CREATE TABLE audit_tail (
  hash TEXT NOT NULL,
  one BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  CHECK ((one = 1)),
  PRIMARY KEY (one)
);

CREATE TABLE bounce_readings (
  id TEXT NOT NULL,
  last_uid BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  validity TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE campaign_days (
  begun BIGINT NOT NULL,
  campaign_id TEXT NOT NULL,
  day TEXT NOT NULL,
  opened BIGINT NOT NULL,
  FOREIGN KEY (campaign_id) REFERENCES campaigns(id) ON DELETE CASCADE,
  PRIMARY KEY (campaign_id, day)
);

CREATE TABLE campaigns (
  audience TEXT NOT NULL,
  channel TEXT NOT NULL,
  code TEXT NOT NULL,
  cost_yen BIGINT,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  target BIGINT,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE change_requests (
  accepted TEXT NOT NULL,
  answer TEXT NOT NULL,
  before_values TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  decided_by_name TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  effective_on TEXT NOT NULL,
  erased_on TEXT NOT NULL DEFAULT ''::text,
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  fiscal_year BIGINT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  number BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  organisation_name TEXT NOT NULL,
  other_id TEXT NOT NULL,
  question TEXT NOT NULL,
  reason TEXT NOT NULL,
  route TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  trouble TEXT NOT NULL,
  verdict TEXT NOT NULL,
  version BIGINT NOT NULL,
  wanted_email TEXT NOT NULL DEFAULT ''::text,
  wanted_values TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE confirmation_counts (
  has_mail BIGINT NOT NULL,
  number BIGINT NOT NULL,
  round_id TEXT NOT NULL,
  state TEXT NOT NULL,
  FOREIGN KEY (round_id) REFERENCES confirmation_rounds(id),
  PRIMARY KEY (round_id, state, has_mail)
);

CREATE TABLE confirmation_links (
  expires_at BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  round_id TEXT NOT NULL,
  sent_to_name TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  FOREIGN KEY (round_id) REFERENCES confirmation_rounds(id),
  PRIMARY KEY (token_hash)
);

CREATE TABLE confirmation_rounds (
  closed_at BIGINT NOT NULL,
  due_on TEXT NOT NULL,
  erased_on TEXT NOT NULL DEFAULT ''::text,
  fiscal_year BIGINT NOT NULL,
  id TEXT NOT NULL,
  message TEXT NOT NULL,
  number BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  opened_by_name TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  prepared_to TEXT NOT NULL,
  reminder_days TEXT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE confirmation_targets (
  answered_at BIGINT NOT NULL,
  answered_by_name TEXT NOT NULL,
  has_mail BIGINT NOT NULL,
  mailed_at BIGINT NOT NULL,
  member_no TEXT NOT NULL,
  member_no_key BIGINT NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  reminded_for TEXT NOT NULL,
  round_id TEXT NOT NULL,
  state TEXT NOT NULL,
  way TEXT NOT NULL,
  FOREIGN KEY (round_id) REFERENCES confirmation_rounds(id),
  PRIMARY KEY (round_id, organisation_id)
);

CREATE TABLE consent_texts (
  id TEXT NOT NULL,
  kept_at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  markdown TEXT NOT NULL,
  title TEXT NOT NULL,
  version TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE content_approvals (
  account_id TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_at BIGINT,
  asked_at BIGINT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_by_name TEXT NOT NULL,
  by_hand BIGINT NOT NULL,
  due_on TEXT NOT NULL,
  email TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  message TEXT NOT NULL,
  name TEXT NOT NULL,
  number BIGINT NOT NULL,
  state TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  words TEXT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES content_items(id),
  PRIMARY KEY (id)
);

CREATE TABLE content_beginnings (
  item_id TEXT NOT NULL,
  label TEXT NOT NULL,
  path TEXT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES content_items(id),
  PRIMARY KEY (item_id)
);

CREATE TABLE content_drafts (
  body TEXT NOT NULL,
  fields TEXT NOT NULL,
  item_id TEXT NOT NULL,
  language TEXT NOT NULL,
  lead TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_by_name TEXT NOT NULL,
  title TEXT NOT NULL,
  token TEXT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES content_items(id),
  PRIMARY KEY (item_id)
);

CREATE TABLE content_event_months (
  item_id TEXT NOT NULL,
  month TEXT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES content_items(id),
  PRIMARY KEY (month, item_id)
);

CREATE TABLE content_events (
  ends_on TEXT NOT NULL,
  hours TEXT NOT NULL,
  item_id TEXT NOT NULL,
  organiser TEXT NOT NULL,
  organiser_kind TEXT NOT NULL,
  place TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES content_items(id),
  PRIMARY KEY (item_id)
);

CREATE TABLE content_facet_counts (
  items BIGINT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (type, name, value)
);

CREATE TABLE content_facets (
  item_id TEXT NOT NULL,
  name TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES content_items(id),
  PRIMARY KEY (item_id, name, value)
);

CREATE TABLE content_items (
  changed_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expire_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  is_public BIGINT NOT NULL,
  number BIGINT NOT NULL,
  owner_id TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  path TEXT NOT NULL,
  public_lead TEXT NOT NULL,
  public_number BIGINT NOT NULL,
  public_title TEXT NOT NULL,
  publish_at BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  review_on TEXT NOT NULL,
  sent_by TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE content_links (
  item_id TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES content_items(id),
  PRIMARY KEY (item_id, source, target)
);

CREATE TABLE content_moves (
  from_state TEXT NOT NULL,
  id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  late_ms BIGINT NOT NULL,
  moved_at BIGINT NOT NULL,
  moved_by TEXT NOT NULL,
  moved_by_name TEXT NOT NULL,
  number BIGINT NOT NULL,
  reason TEXT NOT NULL,
  to_state TEXT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES content_items(id),
  PRIMARY KEY (id)
);

CREATE TABLE content_origins (
  item_id TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES content_items(id),
  PRIMARY KEY (item_id)
);

CREATE TABLE content_previews (
  expires_at BIGINT NOT NULL,
  item_id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES content_items(id),
  PRIMARY KEY (item_id)
);

CREATE TABLE content_redirects (
  from_path TEXT NOT NULL,
  item_id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES content_items(id),
  PRIMARY KEY (from_path)
);

CREATE TABLE content_versions (
  body TEXT NOT NULL,
  fields TEXT NOT NULL,
  item_id TEXT NOT NULL,
  language TEXT NOT NULL,
  lead TEXT NOT NULL,
  note TEXT NOT NULL,
  number BIGINT NOT NULL,
  saved_at BIGINT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_by_name TEXT NOT NULL,
  title TEXT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES content_items(id),
  PRIMARY KEY (item_id, number)
);

CREATE TABLE content_writings (
  account_id TEXT NOT NULL,
  account_name TEXT NOT NULL,
  fields TEXT NOT NULL,
  item_id TEXT NOT NULL,
  kept_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  token TEXT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES content_items(id),
  PRIMARY KEY (item_id, account_id)
);

CREATE TABLE destruction_items (
  destruction_id TEXT NOT NULL,
  done_at BIGINT,
  done_on TEXT NOT NULL,
  ended_on TEXT NOT NULL,
  item_id TEXT NOT NULL,
  label TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  started_on TEXT NOT NULL,
  state TEXT NOT NULL,
  why TEXT NOT NULL,
  FOREIGN KEY (destruction_id) REFERENCES destructions(id),
  PRIMARY KEY (destruction_id, item_id)
);

CREATE TABLE destructions (
  basis TEXT NOT NULL,
  decided_at BIGINT,
  decided_by TEXT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decision_note TEXT NOT NULL,
  destroyed BIGINT NOT NULL,
  done_at BIGINT,
  done_on TEXT NOT NULL,
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  fiscal_year BIGINT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  kind_label TEXT NOT NULL,
  list_sha256 TEXT NOT NULL,
  number BIGINT NOT NULL,
  paper_state TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_by_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  spared BIGINT NOT NULL,
  state TEXT NOT NULL,
  term_words TEXT NOT NULL,
  total BIGINT NOT NULL,
  version BIGINT NOT NULL,
  way TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE event_listing_links (
  expires_at BIGINT NOT NULL,
  listing_id TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  FOREIGN KEY (listing_id) REFERENCES event_listings(id) ON DELETE CASCADE,
  PRIMARY KEY (token_hash)
);

CREATE TABLE event_listing_words (
  author_name TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  is_office BIGINT NOT NULL,
  kind TEXT NOT NULL,
  listing_id TEXT NOT NULL,
  FOREIGN KEY (listing_id) REFERENCES event_listings(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);

CREATE TABLE event_listings (
  account_id TEXT NOT NULL,
  application TEXT NOT NULL,
  body_key TEXT NOT NULL,
  capacity TEXT NOT NULL,
  channel TEXT NOT NULL,
  consent_version TEXT NOT NULL,
  contact TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  decline_reason TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  ended_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  erased_on TEXT NOT NULL,
  fee TEXT NOT NULL,
  fiscal_year BIGINT NOT NULL,
  hours TEXT NOT NULL,
  id TEXT NOT NULL,
  inquiry_id TEXT NOT NULL,
  is_counted BIGINT NOT NULL,
  item_id TEXT NOT NULL,
  last_day TEXT NOT NULL,
  late_told BIGINT NOT NULL,
  municipality_code TEXT NOT NULL,
  name TEXT NOT NULL,
  number BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  organisation_name TEXT NOT NULL,
  organiser TEXT NOT NULL,
  organiser_kind TEXT NOT NULL,
  pending TEXT NOT NULL,
  place TEXT NOT NULL,
  public_path TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  received_on TEXT NOT NULL,
  settled_at BIGINT,
  spam_reasons TEXT NOT NULL,
  spam_score BIGINT NOT NULL,
  starts_on TEXT NOT NULL,
  state TEXT NOT NULL,
  summary TEXT NOT NULL,
  telephone TEXT NOT NULL,
  title TEXT NOT NULL,
  version BIGINT NOT NULL,
  website TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE evidence_checks (
  checked_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  lost BIGINT NOT NULL,
  objects BIGINT NOT NULL,
  round TEXT NOT NULL,
  says TEXT NOT NULL,
  what TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE federation_begun (
  account_id TEXT,
  browser_hash TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  issuer TEXT NOT NULL,
  return_to TEXT NOT NULL,
  state_hash TEXT NOT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (state_hash)
);

CREATE TABLE federation_identities (
  account_id TEXT NOT NULL,
  account_type BIGINT NOT NULL,
  corporate_number TEXT NOT NULL,
  issuer TEXT NOT NULL,
  last_used_at BIGINT,
  linked_at BIGINT NOT NULL,
  subject TEXT NOT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (issuer, subject)
);

CREATE TABLE field_changes (
  after TEXT NOT NULL,
  before TEXT NOT NULL,
  cause TEXT NOT NULL,
  cause_id TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_by_name TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  field TEXT NOT NULL,
  id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  PRIMARY KEY (id)
);

CREATE TABLE files (
  bytes BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  filename TEXT NOT NULL,
  finding TEXT NOT NULL,
  id TEXT NOT NULL,
  media_type TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  scanned_at BIGINT,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL,
  uploaded_by TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE front_parts (
  changed_at BIGINT NOT NULL,
  content TEXT NOT NULL,
  name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (name)
);

CREATE TABLE inquiries (
  account_id TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  assigned_name TEXT NOT NULL,
  assigned_to TEXT NOT NULL,
  body_key TEXT NOT NULL,
  category TEXT NOT NULL,
  channel TEXT NOT NULL,
  closed_on TEXT NOT NULL,
  consent_version TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  erased_on TEXT NOT NULL,
  escalation BIGINT NOT NULL,
  faq_id TEXT NOT NULL,
  faq_wanted BIGINT NOT NULL,
  first_answered_at BIGINT,
  first_due_at BIGINT NOT NULL,
  fiscal_year BIGINT NOT NULL,
  follow_up_on TEXT NOT NULL,
  id TEXT NOT NULL,
  is_counted BIGINT NOT NULL,
  linked_id TEXT NOT NULL,
  linked_kind TEXT NOT NULL,
  linked_label TEXT NOT NULL,
  merged_into TEXT NOT NULL,
  name TEXT NOT NULL,
  news_id TEXT NOT NULL DEFAULT ''::text,
  number BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  organisation_name TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  received_on TEXT NOT NULL,
  spam_reasons TEXT NOT NULL,
  spam_score BIGINT NOT NULL,
  state TEXT NOT NULL,
  subject TEXT NOT NULL,
  telephone TEXT NOT NULL,
  thread BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE inquiry_files (
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  inquiry_id TEXT NOT NULL,
  merge_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  FOREIGN KEY (inquiry_id) REFERENCES inquiries(id) ON DELETE CASCADE,
  FOREIGN KEY (message_id) REFERENCES inquiry_messages(id) ON DELETE CASCADE,
  PRIMARY KEY (file_id)
);

CREATE TABLE inquiry_links (
  expires_at BIGINT NOT NULL,
  inquiry_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  FOREIGN KEY (inquiry_id) REFERENCES inquiries(id) ON DELETE CASCADE,
  PRIMARY KEY (token_hash)
);

CREATE TABLE inquiry_mailbox (
  id TEXT NOT NULL,
  last_uid BIGINT NOT NULL,
  read_at BIGINT NOT NULL,
  validity TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE inquiry_merges (
  gone_id TEXT NOT NULL,
  gone_state TEXT NOT NULL,
  id TEXT NOT NULL,
  kept_id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  undone_at BIGINT,
  undone_by_name TEXT NOT NULL,
  FOREIGN KEY (gone_id) REFERENCES inquiries(id) ON DELETE CASCADE,
  FOREIGN KEY (kept_id) REFERENCES inquiries(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);

CREATE TABLE inquiry_messages (
  author_account TEXT NOT NULL,
  author_name TEXT NOT NULL,
  body TEXT NOT NULL,
  channel TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  direction TEXT NOT NULL,
  from_address TEXT NOT NULL,
  id TEXT NOT NULL,
  inquiry_id TEXT NOT NULL,
  mail_id TEXT NOT NULL,
  merge_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  source_key TEXT NOT NULL,
  FOREIGN KEY (inquiry_id) REFERENCES inquiries(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);

CREATE TABLE inquiry_notes (
  author_account TEXT NOT NULL,
  author_name TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  inquiry_id TEXT NOT NULL,
  merge_id TEXT NOT NULL,
  FOREIGN KEY (inquiry_id) REFERENCES inquiries(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);

CREATE TABLE inquiry_texts (
  body TEXT NOT NULL,
  category TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by_name TEXT NOT NULL,
  id TEXT NOT NULL,
  is_active BIGINT NOT NULL,
  title TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE job_progress (
  account_id TEXT NOT NULL,
  done BIGINT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  outcome TEXT NOT NULL,
  says TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  total BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text]))),
  PRIMARY KEY (id)
);

CREATE TABLE job_states (
  failures BIGINT NOT NULL DEFAULT 0,
  finished_at BIGINT NOT NULL DEFAULT 0,
  label TEXT NOT NULL DEFAULT ''::text,
  last_error TEXT NOT NULL DEFAULT ''::text,
  lease_until BIGINT NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  next_at BIGINT NOT NULL DEFAULT 0,
  period_at BIGINT NOT NULL DEFAULT '-1'::integer,
  succeeded_at BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (name)
);

CREATE TABLE known_devices (
  account_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  token_hash TEXT NOT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (token_hash)
);

CREATE TABLE link_targets (
  address TEXT NOT NULL,
  checked_at BIGINT NOT NULL,
  failing_since BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  kind TEXT NOT NULL,
  next_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  status BIGINT NOT NULL,
  trouble TEXT NOT NULL,
  PRIMARY KEY (address)
);

CREATE TABLE link_uses (
  address TEXT NOT NULL,
  item_id TEXT NOT NULL,
  item_path TEXT NOT NULL,
  item_title TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  round TEXT NOT NULL,
  told_at BIGINT NOT NULL,
  words TEXT NOT NULL,
  FOREIGN KEY (address) REFERENCES link_targets(address),
  PRIMARY KEY (address, item_id)
);

CREATE TABLE loan_copies (
  erased_note TEXT NOT NULL,
  erased_on TEXT NOT NULL,
  file_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  loan_id TEXT NOT NULL,
  made_on TEXT NOT NULL,
  recorded_by_name TEXT NOT NULL,
  what TEXT NOT NULL,
  FOREIGN KEY (loan_id) REFERENCES loans(id),
  PRIMARY KEY (id)
);

CREATE TABLE loans (
  closed_note TEXT NOT NULL,
  closed_on TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  lender TEXT NOT NULL,
  medium TEXT NOT NULL,
  name TEXT NOT NULL,
  number BIGINT NOT NULL,
  purpose TEXT NOT NULL,
  received_on TEXT NOT NULL,
  return_due_on TEXT NOT NULL,
  row_count BIGINT NOT NULL,
  rows_erased_on TEXT NOT NULL DEFAULT ''::text,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE mail_bounces (
  address_key TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  mail_id TEXT NOT NULL,
  says TEXT NOT NULL,
  source TEXT NOT NULL,
  state TEXT NOT NULL,
  status TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE mail_consent_texts (
  id TEXT NOT NULL,
  kept_at BIGINT NOT NULL,
  member_pr TEXT NOT NULL,
  news TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE mail_consents (
  address_key TEXT NOT NULL,
  by_account TEXT NOT NULL,
  by_name TEXT NOT NULL,
  class TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  decision TEXT NOT NULL,
  from_address TEXT NOT NULL,
  id TEXT NOT NULL,
  mailing_id TEXT NOT NULL,
  note TEXT NOT NULL,
  way TEXT NOT NULL,
  wording TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE mail_reach (
  addresses BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  member_no TEXT NOT NULL,
  name TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  run TEXT NOT NULL,
  PRIMARY KEY (organisation_id)
);

CREATE TABLE mail_segments (
  conditions TEXT NOT NULL,
  id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE mail_suppressions (
  address_key TEXT NOT NULL,
  cause TEXT NOT NULL,
  id TEXT NOT NULL,
  lifted_at BIGINT,
  lifted_by_name TEXT NOT NULL,
  lifted_note TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  mail_id TEXT NOT NULL,
  note TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE mailing_recipients (
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  id TEXT NOT NULL,
  mail_id TEXT NOT NULL,
  mailing_id TEXT NOT NULL,
  name TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  organisation_name TEXT NOT NULL,
  person_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL,
  FOREIGN KEY (mailing_id) REFERENCES mailings(id),
  PRIMARY KEY (id)
);

CREATE TABLE mailings (
  began_at BIGINT,
  body TEXT NOT NULL,
  class TEXT NOT NULL,
  conditions TEXT NOT NULL,
  confirmed_at BIGINT,
  confirmed_by_name TEXT NOT NULL,
  ended_at BIGINT,
  erased_on TEXT NOT NULL,
  house TEXT NOT NULL,
  id TEXT NOT NULL,
  position TEXT NOT NULL,
  returned_note TEXT NOT NULL,
  run TEXT NOT NULL,
  segment_id TEXT NOT NULL,
  send_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  subject TEXT NOT NULL,
  submitted_at BIGINT,
  submitted_by TEXT NOT NULL,
  submitted_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  written_at BIGINT NOT NULL,
  written_by TEXT NOT NULL,
  written_by_name TEXT NOT NULL,
  FOREIGN KEY (segment_id) REFERENCES mail_segments(id),
  PRIMARY KEY (id)
);

CREATE TABLE mails (
  attachments TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  batch TEXT NOT NULL DEFAULT ''::text,
  body TEXT NOT NULL,
  class TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  last_error TEXT NOT NULL,
  link_until BIGINT NOT NULL,
  list_unsubscribe TEXT NOT NULL,
  message_id TEXT NOT NULL,
  one_time_link TEXT NOT NULL,
  reply_to TEXT NOT NULL,
  sent_at BIGINT,
  state TEXT NOT NULL,
  subject TEXT NOT NULL,
  to_address TEXT NOT NULL,
  to_name TEXT NOT NULL,
  trying_at BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (id)
);

CREATE TABLE media_items (
  alt TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  caption TEXT NOT NULL,
  captions_file_id TEXT NOT NULL DEFAULT ''::text,
  captions_name TEXT NOT NULL DEFAULT ''::text,
  consent_note TEXT NOT NULL,
  consent_until TEXT NOT NULL,
  decorative BIGINT NOT NULL,
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  focal_x BIGINT NOT NULL,
  focal_y BIGINT NOT NULL,
  height BIGINT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  lacking BIGINT NOT NULL,
  licence TEXT NOT NULL,
  media_type TEXT NOT NULL,
  open_to_all BIGINT NOT NULL,
  people TEXT NOT NULL,
  rights_holder TEXT NOT NULL,
  round BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL,
  thumb TEXT NOT NULL,
  title TEXT NOT NULL,
  transcript TEXT NOT NULL DEFAULT ''::text,
  trouble TEXT NOT NULL,
  uploaded_at BIGINT NOT NULL,
  uploaded_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  width BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE media_variants (
  bytes BIGINT NOT NULL,
  file_id TEXT NOT NULL,
  format TEXT NOT NULL,
  height BIGINT NOT NULL,
  item_id TEXT NOT NULL,
  name TEXT NOT NULL,
  shape TEXT NOT NULL,
  width BIGINT NOT NULL,
  FOREIGN KEY (item_id) REFERENCES media_items(id),
  PRIMARY KEY (item_id, name)
);

CREATE TABLE member_exports (
  account_id TEXT NOT NULL,
  account_name TEXT NOT NULL,
  columns TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  format TEXT NOT NULL,
  id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  query TEXT NOT NULL,
  replaced BIGINT NOT NULL DEFAULT 0,
  row_count BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE member_report_comments (
  account_id TEXT NOT NULL,
  account_name TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  report_id TEXT NOT NULL,
  FOREIGN KEY (report_id) REFERENCES member_reports(id),
  PRIMARY KEY (id)
);

CREATE TABLE member_report_files (
  bytes BIGINT NOT NULL,
  edition TEXT NOT NULL,
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  format TEXT NOT NULL,
  made_at BIGINT,
  ordered_at BIGINT NOT NULL,
  replaced TEXT NOT NULL DEFAULT ''::text,
  report_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL,
  FOREIGN KEY (report_id) REFERENCES member_reports(id),
  PRIMARY KEY (report_id, edition, format)
);

CREATE TABLE member_report_rows (
  category TEXT NOT NULL,
  change TEXT NOT NULL,
  change_note TEXT NOT NULL,
  corporate_number TEXT NOT NULL,
  correction TEXT NOT NULL,
  correction_note TEXT NOT NULL,
  counted BIGINT NOT NULL,
  industry TEXT NOT NULL,
  joined_on TEXT NOT NULL,
  left_on TEXT NOT NULL,
  member_no TEXT NOT NULL,
  municipality_code TEXT NOT NULL,
  name TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  report_id TEXT NOT NULL,
  size_class TEXT NOT NULL,
  state TEXT NOT NULL,
  uses_platform BIGINT NOT NULL,
  PRIMARY KEY (report_id, "position")
);

CREATE TABLE member_reports (
  as_of TEXT NOT NULL,
  figures TEXT NOT NULL,
  frozen_at BIGINT NOT NULL,
  frozen_by TEXT NOT NULL,
  frozen_by_name TEXT NOT NULL,
  id TEXT NOT NULL,
  number BIGINT NOT NULL,
  previous_id TEXT NOT NULL,
  received_at BIGINT,
  received_by_name TEXT NOT NULL,
  secretariat_comment TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL,
  submitted_at BIGINT,
  submitted_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE membership_days (
  day TEXT NOT NULL,
  first_time BIGINT NOT NULL,
  kind TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (day, kind, first_time)
);

CREATE TABLE membership_events (
  cause TEXT NOT NULL,
  cause_id TEXT NOT NULL,
  first_time BIGINT NOT NULL,
  happened_on TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  PRIMARY KEY (id)
);

CREATE TABLE merge_proposals (
  created_at BIGINT NOT NULL,
  decided_at BIGINT,
  decided_by TEXT NOT NULL,
  id TEXT NOT NULL,
  import_id TEXT NOT NULL,
  organisation_a TEXT NOT NULL,
  organisation_b TEXT NOT NULL,
  reason TEXT NOT NULL,
  row BIGINT NOT NULL,
  score BIGINT NOT NULL,
  state TEXT NOT NULL,
  FOREIGN KEY (organisation_a) REFERENCES organisations(id),
  PRIMARY KEY (id)
);

CREATE TABLE merges (
  accounts_carried BIGINT NOT NULL DEFAULT 0,
  choices TEXT NOT NULL,
  gone_id TEXT NOT NULL,
  gone_name TEXT NOT NULL,
  id TEXT NOT NULL,
  kept_id TEXT NOT NULL,
  kept_name TEXT NOT NULL,
  merged_at BIGINT NOT NULL,
  merged_by TEXT NOT NULL,
  merged_by_name TEXT NOT NULL,
  proposal_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  state TEXT NOT NULL,
  undone_at BIGINT,
  undone_by_name TEXT NOT NULL,
  FOREIGN KEY (kept_id) REFERENCES organisations(id),
  PRIMARY KEY (id)
);

CREATE TABLE organisations (
  address TEXT NOT NULL,
  capital_yen BIGINT,
  category TEXT NOT NULL,
  corporate_number TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  domain_key TEXT NOT NULL,
  employees BIGINT,
  fax TEXT NOT NULL,
  id TEXT NOT NULL,
  industry TEXT NOT NULL,
  interests TEXT NOT NULL,
  joined_on TEXT NOT NULL,
  left_on TEXT NOT NULL,
  member_no TEXT NOT NULL,
  member_no_key BIGINT NOT NULL,
  merged_into TEXT NOT NULL,
  municipality_code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  name_key TEXT NOT NULL,
  note TEXT NOT NULL,
  open_defects BIGINT NOT NULL,
  people_erased_on TEXT NOT NULL DEFAULT ''::text,
  postal_code TEXT NOT NULL,
  representative_name TEXT NOT NULL,
  representative_title TEXT NOT NULL,
  state TEXT NOT NULL,
  telephone TEXT NOT NULL,
  telephone_key TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  uses_platform BIGINT NOT NULL,
  version BIGINT NOT NULL,
  website TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE outbox_messages (
  attempts BIGINT NOT NULL DEFAULT 0,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  finished_at BIGINT,
  id TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT 'own'::text,
  last_error TEXT NOT NULL DEFAULT ''::text,
  once_key TEXT NOT NULL DEFAULT ''::text,
  state TEXT NOT NULL,
  topic TEXT NOT NULL,
  CHECK ((lane = ANY (ARRAY['own'::text, 'foreign'::text, 'slow'::text, 'printed'::text]))),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'dead'::text]))),
  PRIMARY KEY (id)
);

CREATE TABLE passkey_challenges (
  account_id TEXT,
  challenge_hash TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  purpose TEXT NOT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (challenge_hash)
);

CREATE TABLE passkeys (
  account_id TEXT NOT NULL,
  algorithm BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  credential_id TEXT NOT NULL,
  id TEXT NOT NULL,
  last_used_at BIGINT,
  name TEXT NOT NULL,
  public_key TEXT NOT NULL,
  sign_count BIGINT NOT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (credential_id)
);

CREATE TABLE people (
  created_at BIGINT NOT NULL,
  department TEXT NOT NULL,
  email TEXT NOT NULL,
  id TEXT NOT NULL,
  is_administrator BIGINT NOT NULL,
  is_primary BIGINT NOT NULL,
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  state TEXT NOT NULL,
  telephone TEXT NOT NULL,
  title TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  PRIMARY KEY (id)
);

CREATE TABLE pledges (
  account_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  file_id TEXT,
  given_on TEXT NOT NULL,
  id TEXT NOT NULL,
  noted_by TEXT NOT NULL,
  text_version TEXT NOT NULL,
  way TEXT NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_reason TEXT NOT NULL DEFAULT ''::text,
  CHECK ((way = ANY (ARRAY['online'::text, 'paper'::text]))),
  FOREIGN KEY (account_id) REFERENCES accounts(id),
  PRIMARY KEY (id)
);

CREATE TABLE postal_editions (
  file_name TEXT NOT NULL,
  id TEXT NOT NULL,
  imported_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  towns BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE postal_towns (
  edition_id TEXT NOT NULL,
  municipality TEXT NOT NULL,
  municipality_code TEXT NOT NULL,
  position BIGINT NOT NULL,
  postal_code TEXT NOT NULL,
  prefecture TEXT NOT NULL,
  town TEXT NOT NULL,
  FOREIGN KEY (edition_id) REFERENCES postal_editions(id),
  PRIMARY KEY (edition_id, postal_code, municipality_code, town)
);

CREATE TABLE privacy_incident_events (
  at BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  id TEXT NOT NULL,
  incident_id TEXT NOT NULL,
  what TEXT NOT NULL,
  FOREIGN KEY (incident_id) REFERENCES privacy_incidents(id),
  PRIMARY KEY (id)
);

CREATE TABLE privacy_incident_steps (
  done_at BIGINT NOT NULL,
  done_by_name TEXT NOT NULL,
  how TEXT NOT NULL,
  incident_id TEXT NOT NULL,
  step TEXT NOT NULL,
  FOREIGN KEY (incident_id) REFERENCES privacy_incidents(id),
  PRIMARY KEY (incident_id, step)
);

CREATE TABLE privacy_incidents (
  closed_at BIGINT,
  closed_by_name TEXT NOT NULL,
  closing_words TEXT NOT NULL,
  encrypted BIGINT NOT NULL,
  entrusted BIGINT NOT NULL,
  fiscal_year BIGINT NOT NULL,
  id TEXT NOT NULL,
  is_drill BIGINT NOT NULL,
  items TEXT NOT NULL,
  known_at BIGINT NOT NULL,
  known_on TEXT NOT NULL,
  malicious BIGINT NOT NULL,
  number BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  opened_by_name TEXT NOT NULL,
  people BIGINT NOT NULL,
  property BIGINT NOT NULL,
  sensitive BIGINT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE privacy_proofs (
  expires_at BIGINT NOT NULL,
  purpose TEXT NOT NULL,
  request_id TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  FOREIGN KEY (request_id) REFERENCES privacy_requests(id) ON DELETE CASCADE,
  PRIMARY KEY (token_hash)
);

CREATE TABLE privacy_register_notes (
  changed_at BIGINT NOT NULL,
  changed_by_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  note TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (kind)
);

CREATE TABLE privacy_register_versions (
  id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_on TEXT NOT NULL,
  model TEXT NOT NULL,
  number BIGINT NOT NULL,
  reason TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE privacy_requests (
  about TEXT NOT NULL,
  account_id TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_at BIGINT,
  answered_by_name TEXT NOT NULL,
  answered_on TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  due_on TEXT NOT NULL,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  erased_on TEXT NOT NULL,
  extended_on TEXT NOT NULL,
  extension_reason TEXT NOT NULL,
  fiscal_year BIGINT NOT NULL,
  forwarded_at BIGINT,
  forwarded_note TEXT NOT NULL,
  gathered_at BIGINT,
  gathered_by_name TEXT NOT NULL,
  id TEXT NOT NULL,
  identity_at BIGINT,
  identity_by_name TEXT NOT NULL,
  identity_how TEXT NOT NULL,
  is_open BIGINT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  number BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  package TEXT NOT NULL,
  package_sha256 TEXT NOT NULL,
  received_at BIGINT,
  received_on TEXT NOT NULL,
  route TEXT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE proposal_searches (
  after_id TEXT NOT NULL,
  done BIGINT NOT NULL,
  found BIGINT NOT NULL,
  id TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  started_by_name TEXT NOT NULL,
  state TEXT NOT NULL,
  total BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE prospect_contacts (
  created_at BIGINT NOT NULL,
  happened_on TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  next_action TEXT NOT NULL,
  next_action_on TEXT NOT NULL,
  ours TEXT NOT NULL,
  prospect_id TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_by_name TEXT NOT NULL,
  summary TEXT NOT NULL,
  theirs TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  FOREIGN KEY (prospect_id) REFERENCES prospects(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);

CREATE TABLE prospect_import_rows (
  contact_email TEXT NOT NULL DEFAULT ''::text,
  defect_count BIGINT NOT NULL,
  defects TEXT NOT NULL,
  import_id TEXT NOT NULL,
  line BIGINT NOT NULL,
  name TEXT NOT NULL,
  of_id TEXT NOT NULL,
  of_name TEXT NOT NULL,
  outcome TEXT NOT NULL,
  prospect_id TEXT NOT NULL,
  typed TEXT NOT NULL,
  FOREIGN KEY (import_id) REFERENCES prospect_imports(id) ON DELETE CASCADE,
  PRIMARY KEY (import_id, line)
);

CREATE TABLE prospect_imports (
  columns TEXT NOT NULL,
  committed_at BIGINT,
  committed_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  sheet TEXT NOT NULL,
  source TEXT NOT NULL,
  source_note TEXT NOT NULL,
  state TEXT NOT NULL,
  undone_at BIGINT,
  undone_by_name TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE prospect_matches (
  application_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  decided_at BIGINT,
  decided_by_name TEXT NOT NULL,
  prospect_id TEXT NOT NULL,
  shared TEXT NOT NULL,
  state TEXT NOT NULL,
  FOREIGN KEY (prospect_id) REFERENCES prospects(id) ON DELETE CASCADE,
  PRIMARY KEY (application_id, prospect_id)
);

CREATE TABLE prospect_moves (
  cause TEXT NOT NULL,
  cause_id TEXT NOT NULL,
  from_stage TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  id TEXT NOT NULL,
  moved_at BIGINT NOT NULL,
  moved_by_name TEXT NOT NULL,
  prospect_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  to_stage TEXT NOT NULL,
  FOREIGN KEY (prospect_id) REFERENCES prospects(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);

CREATE TABLE prospect_reminders (
  owner_id TEXT NOT NULL,
  reminded_on TEXT NOT NULL,
  PRIMARY KEY (owner_id)
);

CREATE TABLE prospects (
  address TEXT NOT NULL,
  application_id TEXT NOT NULL,
  campaign_id TEXT NOT NULL,
  category TEXT NOT NULL,
  code TEXT NOT NULL,
  contact_department TEXT NOT NULL,
  contact_email TEXT NOT NULL,
  contact_name TEXT NOT NULL,
  contact_telephone TEXT NOT NULL,
  contact_title TEXT NOT NULL,
  corporate_number TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  employees BIGINT,
  id TEXT NOT NULL,
  import_id TEXT NOT NULL,
  industry TEXT NOT NULL,
  is_open BIGINT NOT NULL,
  lost_note TEXT NOT NULL,
  lost_reason TEXT NOT NULL,
  moved_on TEXT NOT NULL,
  municipality_code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  name_key TEXT NOT NULL,
  next_action TEXT NOT NULL,
  next_action_on TEXT NOT NULL,
  note TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  people_erased_on TEXT NOT NULL DEFAULT ''::text,
  postal_code TEXT NOT NULL,
  source TEXT NOT NULL,
  source_note TEXT NOT NULL,
  stage TEXT NOT NULL,
  telephone TEXT NOT NULL,
  telephone_key TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  website TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE receipts (
  created_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  result TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE recovery_codes (
  account_id TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE register_answers (
  answer TEXT NOT NULL,
  corporate_number TEXT NOT NULL,
  fetched_at BIGINT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (source, corporate_number)
);

CREATE TABLE retention_holds (
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  lifted_at BIGINT,
  lifted_by_name TEXT NOT NULL,
  lifted_reason TEXT NOT NULL,
  placed_at BIGINT NOT NULL,
  placed_by TEXT NOT NULL,
  placed_by_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  scope TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  until_on TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE review_answers (
  answer TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_by_name TEXT NOT NULL,
  application_id TEXT NOT NULL,
  criterion_id TEXT NOT NULL,
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  grounds TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  version BIGINT NOT NULL,
  FOREIGN KEY (application_id) REFERENCES reviews(application_id),
  FOREIGN KEY (criterion_id) REFERENCES review_criteria(id),
  PRIMARY KEY (application_id, criterion_id)
);

CREATE TABLE review_criteria (
  guide TEXT NOT NULL,
  id TEXT NOT NULL,
  position BIGINT NOT NULL,
  set_id TEXT NOT NULL,
  title TEXT NOT NULL,
  FOREIGN KEY (set_id) REFERENCES review_criteria_sets(id),
  PRIMARY KEY (id)
);

CREATE TABLE review_criteria_comments (
  account_name TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  set_id TEXT NOT NULL,
  FOREIGN KEY (set_id) REFERENCES review_criteria_sets(id),
  PRIMARY KEY (id)
);

CREATE TABLE review_criteria_sets (
  confirmed_at BIGINT,
  confirmed_by_name TEXT NOT NULL,
  id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  note TEXT NOT NULL,
  number BIGINT NOT NULL,
  sent_at BIGINT,
  sent_by_name TEXT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE review_inquiries (
  about TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_at BIGINT,
  application_id TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_by_name TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  officer_name TEXT NOT NULL,
  question TEXT NOT NULL,
  screening_id TEXT NOT NULL,
  state TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  words TEXT NOT NULL,
  FOREIGN KEY (application_id) REFERENCES reviews(application_id),
  PRIMARY KEY (id)
);

CREATE TABLE review_lookups (
  address TEXT NOT NULL,
  answer TEXT NOT NULL,
  answer_sha256 TEXT NOT NULL,
  application_id TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by_name TEXT NOT NULL,
  close_cause TEXT NOT NULL,
  close_date TEXT NOT NULL,
  corporate_number TEXT NOT NULL,
  fetched_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  updated_on TEXT NOT NULL,
  FOREIGN KEY (application_id) REFERENCES reviews(application_id),
  PRIMARY KEY (id)
);

CREATE TABLE review_notices (
  application_id TEXT NOT NULL,
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  fiscal_year BIGINT NOT NULL,
  issued_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  made_at BIGINT,
  mailed_at BIGINT,
  model TEXT NOT NULL,
  number BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL,
  FOREIGN KEY (application_id) REFERENCES reviews(application_id),
  PRIMARY KEY (application_id)
);

CREATE TABLE review_people (
  account_id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  FOREIGN KEY (application_id) REFERENCES reviews(application_id),
  PRIMARY KEY (application_id, account_id)
);

CREATE TABLE reviews (
  application_id TEXT NOT NULL,
  began_at BIGINT NOT NULL,
  decided_at BIGINT,
  decided_by TEXT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decision_note TEXT NOT NULL,
  invitations TEXT NOT NULL,
  opinion TEXT NOT NULL,
  opinion_words TEXT NOT NULL,
  ready_at BIGINT,
  reviewer_id TEXT NOT NULL,
  reviewer_name TEXT NOT NULL,
  set_id TEXT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  FOREIGN KEY (set_id) REFERENCES review_criteria_sets(id),
  PRIMARY KEY (application_id)
);

CREATE TABLE roster_defects (
  field TEXT NOT NULL,
  id TEXT NOT NULL,
  import_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  line BIGINT NOT NULL,
  message TEXT NOT NULL,
  reason TEXT NOT NULL,
  row BIGINT NOT NULL,
  settled_at BIGINT,
  settled_by TEXT NOT NULL,
  settled_by_name TEXT NOT NULL,
  settled_value TEXT NOT NULL,
  severity TEXT NOT NULL,
  state TEXT NOT NULL,
  suggestion TEXT NOT NULL,
  value TEXT NOT NULL,
  FOREIGN KEY (import_id) REFERENCES roster_imports(id),
  PRIMARY KEY (id)
);

CREATE TABLE roster_imports (
  committed_at BIGINT,
  counts TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  header_fingerprint TEXT NOT NULL,
  id TEXT NOT NULL,
  leased_until BIGINT NOT NULL DEFAULT 0,
  loan_id TEXT NOT NULL,
  mapping TEXT NOT NULL,
  problem TEXT NOT NULL,
  progress_id TEXT NOT NULL,
  reading TEXT NOT NULL,
  resumed BIGINT NOT NULL DEFAULT 0,
  row_count BIGINT NOT NULL,
  samples TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  sheet TEXT NOT NULL,
  state TEXT NOT NULL,
  undone_at BIGINT,
  FOREIGN KEY (loan_id) REFERENCES loans(id),
  PRIMARY KEY (id)
);

CREATE TABLE roster_mappings (
  header_fingerprint TEXT NOT NULL,
  mapping TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (header_fingerprint)
);

CREATE TABLE roster_rows (
  choice TEXT NOT NULL,
  chosen BIGINT NOT NULL,
  corrected TEXT NOT NULL,
  import_id TEXT NOT NULL,
  line BIGINT NOT NULL,
  match_reason TEXT NOT NULL,
  name TEXT NOT NULL,
  of_row BIGINT NOT NULL,
  open_defects BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  original TEXT NOT NULL,
  original_hash TEXT NOT NULL,
  outcome TEXT NOT NULL,
  repeats BIGINT NOT NULL,
  row BIGINT NOT NULL,
  target_id TEXT NOT NULL,
  typed TEXT NOT NULL,
  FOREIGN KEY (import_id) REFERENCES roster_imports(id),
  PRIMARY KEY (import_id, "row")
);

CREATE TABLE roster_undo (
  before TEXT NOT NULL,
  import_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  state TEXT NOT NULL,
  version_after BIGINT NOT NULL,
  FOREIGN KEY (import_id) REFERENCES roster_imports(id),
  PRIMARY KEY (import_id, organisation_id)
);

CREATE TABLE saved_views (
  account_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  position BIGINT NOT NULL,
  query TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE screening_absences (
  organisation_id TEXT NOT NULL,
  PRIMARY KEY (organisation_id)
);

CREATE TABLE screenings (
  cause TEXT NOT NULL,
  closed_at BIGINT,
  content TEXT NOT NULL,
  erased_on TEXT NOT NULL DEFAULT ''::text,
  id TEXT NOT NULL,
  left_on TEXT NOT NULL DEFAULT ''::text,
  next_cause TEXT NOT NULL,
  next_check_on TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  registered_as TEXT NOT NULL DEFAULT ''::text,
  round BIGINT NOT NULL,
  subject_id TEXT NOT NULL,
  subject_noun TEXT NOT NULL,
  turn TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE search_documents (
  body TEXT NOT NULL,
  folded TEXT NOT NULL,
  id TEXT NOT NULL,
  labels TEXT NOT NULL DEFAULT ''::text,
  noun TEXT NOT NULL,
  number BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  title TEXT NOT NULL,
  tokens TSVECTOR NOT NULL,
  visibility TEXT NOT NULL,
  PRIMARY KEY (number),
  UNIQUE (noun, id)
);

CREATE TABLE sessions (
  account_id TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  device_label TEXT NOT NULL,
  id TEXT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  second_factor BIGINT NOT NULL DEFAULT 0,
  token_hash TEXT NOT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (token_hash)
);

CREATE TABLE settings (
  changed_at BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (key)
);

CREATE TABLE sharing_signs (
  account_id TEXT NOT NULL,
  devices BIGINT NOT NULL,
  networks BIGINT NOT NULL,
  noted_on TEXT NOT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (account_id, noted_on)
);

CREATE TABLE sign_in_attempts (
  blocked_until BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  key_hash TEXT NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (key_hash)
);

CREATE TABLE site_exports (
  bytes BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  done BIGINT NOT NULL,
  files BIGINT NOT NULL,
  id TEXT NOT NULL,
  left_out TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  pages BIGINT NOT NULL,
  problem TEXT NOT NULL,
  redirects BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL,
  total BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE site_import_items (
  body TEXT NOT NULL,
  content_id TEXT NOT NULL,
  content_token TEXT NOT NULL,
  content_version BIGINT NOT NULL,
  import_id TEXT NOT NULL,
  lead TEXT NOT NULL,
  line BIGINT NOT NULL,
  new_path TEXT NOT NULL,
  old_path TEXT NOT NULL,
  outcome TEXT NOT NULL,
  position BIGINT NOT NULL,
  post_id TEXT NOT NULL,
  post_type TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  says TEXT NOT NULL,
  slug TEXT NOT NULL,
  source_key TEXT NOT NULL,
  status TEXT NOT NULL,
  target TEXT NOT NULL,
  terms TEXT NOT NULL,
  title TEXT NOT NULL,
  FOREIGN KEY (import_id) REFERENCES site_imports(id),
  PRIMARY KEY (import_id, "position")
);

CREATE TABLE site_import_losses (
  block BIGINT NOT NULL,
  import_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  number BIGINT NOT NULL,
  place TEXT NOT NULL,
  position BIGINT NOT NULL,
  remedy TEXT NOT NULL,
  what TEXT NOT NULL,
  FOREIGN KEY (import_id) REFERENCES site_imports(id),
  PRIMARY KEY (import_id, "position", number)
);

CREATE TABLE site_import_media (
  alt TEXT NOT NULL,
  caption TEXT NOT NULL,
  entry TEXT NOT NULL,
  import_id TEXT NOT NULL,
  media_id TEXT NOT NULL,
  name TEXT NOT NULL,
  post_id TEXT NOT NULL,
  says TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  FOREIGN KEY (import_id) REFERENCES site_imports(id),
  PRIMARY KEY (import_id, name)
);

CREATE TABLE site_import_moves (
  from_path TEXT NOT NULL,
  import_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  FOREIGN KEY (import_id) REFERENCES site_imports(id),
  PRIMARY KEY (from_path)
);

CREATE TABLE site_import_sources (
  content_id TEXT NOT NULL,
  import_id TEXT NOT NULL,
  source_key TEXT NOT NULL,
  FOREIGN KEY (import_id) REFERENCES site_imports(id),
  PRIMARY KEY (source_key)
);

CREATE TABLE site_imports (
  arrival TEXT NOT NULL,
  authors TEXT NOT NULL,
  begun_by TEXT NOT NULL,
  begun_by_name TEXT NOT NULL,
  choices TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  done BIGINT NOT NULL,
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  group_list TEXT NOT NULL,
  id TEXT NOT NULL,
  media_file_id TEXT NOT NULL,
  problem TEXT NOT NULL,
  resumed BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  site_address TEXT NOT NULL,
  site_title TEXT NOT NULL,
  skipped TEXT NOT NULL,
  state TEXT NOT NULL,
  total BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE site_report_comments (
  account_name TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  report_id TEXT NOT NULL,
  FOREIGN KEY (report_id) REFERENCES site_reports(id),
  PRIMARY KEY (id)
);

CREATE TABLE site_report_files (
  bytes BIGINT NOT NULL,
  edition TEXT NOT NULL,
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  format TEXT NOT NULL,
  ordered_at BIGINT NOT NULL,
  replaced BIGINT NOT NULL,
  report_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL,
  FOREIGN KEY (report_id) REFERENCES site_reports(id),
  PRIMARY KEY (report_id, edition, format)
);

CREATE TABLE site_reports (
  figures TEXT NOT NULL,
  frozen_at BIGINT NOT NULL,
  frozen_by_name TEXT NOT NULL,
  id TEXT NOT NULL,
  month TEXT NOT NULL,
  number BIGINT NOT NULL,
  received_at BIGINT,
  received_by_name TEXT NOT NULL,
  secretariat_comment TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL,
  submitted_at BIGINT,
  submitted_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE site_search_files (
  body TEXT NOT NULL,
  id TEXT NOT NULL,
  is_cut BIGINT NOT NULL,
  read_at BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL,
  trouble TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE site_search_pages (
  body TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  lead TEXT NOT NULL,
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  PRIMARY KEY (path)
);

CREATE TABLE site_search_synonym_words (
  shown TEXT NOT NULL,
  synonym_id TEXT NOT NULL,
  word TEXT NOT NULL,
  FOREIGN KEY (synonym_id) REFERENCES site_search_synonyms(id),
  PRIMARY KEY (word)
);

CREATE TABLE site_search_synonyms (
  created_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  note TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE site_search_word_pairs (
  pair TEXT NOT NULL,
  word TEXT NOT NULL,
  FOREIGN KEY (word) REFERENCES site_search_words(word),
  PRIMARY KEY (pair, word)
);

CREATE TABLE site_search_words (
  seen_at BIGINT NOT NULL,
  shown TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (word)
);

CREATE TABLE stocktake_rows (
  account_id TEXT NOT NULL,
  account_state TEXT NOT NULL,
  decided_by TEXT NOT NULL DEFAULT ''::text,
  decision TEXT NOT NULL DEFAULT ''::text,
  dormant BIGINT NOT NULL,
  last_sign_in_at BIGINT,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  organisation_id TEXT,
  roles TEXT NOT NULL,
  shared BIGINT NOT NULL,
  stocktake_id TEXT NOT NULL,
  CHECK ((decision = ANY (ARRAY[''::text, 'keep'::text, 'suspend'::text]))),
  FOREIGN KEY (stocktake_id) REFERENCES stocktakes(id),
  PRIMARY KEY (stocktake_id, account_id)
);

CREATE TABLE stocktakes (
  as_of TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  begun_by TEXT NOT NULL,
  begun_name TEXT NOT NULL,
  id TEXT NOT NULL,
  signed_at BIGINT,
  signed_by TEXT,
  signed_name TEXT NOT NULL DEFAULT ''::text,
  state TEXT NOT NULL,
  CHECK ((state = ANY (ARRAY['open'::text, 'signed'::text]))),
  PRIMARY KEY (id)
);

CREATE TABLE uptime_checks (
  at BIGINT NOT NULL,
  is_up BIGINT NOT NULL,
  process TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (source, at)
);

CREATE TABLE uptime_stops (
  agreement TEXT NOT NULL,
  called_off_at BIGINT,
  called_off_by_name TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  noticed_at BIGINT NOT NULL,
  noticed_by_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  until_at BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX accessibility_checks_pkey ON public.accessibility_checks USING btree (id);

CREATE UNIQUE INDEX accessibility_findings_pkey ON public.accessibility_findings USING btree (trial_id, "position", criterion, rule);

CREATE UNIQUE INDEX accessibility_issues_pkey ON public.accessibility_issues USING btree (id);

CREATE UNIQUE INDEX accessibility_pages_by_path ON public.accessibility_pages USING btree (trial_id, path);

CREATE UNIQUE INDEX accessibility_pages_pkey ON public.accessibility_pages USING btree (trial_id, "position");

CREATE UNIQUE INDEX accessibility_papers_pkey ON public.accessibility_papers USING btree (number);

CREATE UNIQUE INDEX accessibility_policies_pkey ON public.accessibility_policies USING btree (number);

CREATE UNIQUE INDEX accessibility_policy_draft_pkey ON public.accessibility_policy_draft USING btree (id);

CREATE UNIQUE INDEX accessibility_scope_pkey ON public.accessibility_scope USING btree (trial_id, path);

CREATE UNIQUE INDEX accessibility_trials_by_number ON public.accessibility_trials USING btree (number) WHERE (number > 0);

CREATE UNIQUE INDEX accessibility_trials_pkey ON public.accessibility_trials USING btree (id);

CREATE UNIQUE INDEX accessibility_verdicts_pkey ON public.accessibility_verdicts USING btree (trial_id, criterion);

CREATE UNIQUE INDEX account_links_wider_pkey ON public.account_links USING btree (token_hash);

CREATE UNIQUE INDEX account_roles_pkey ON public.account_roles USING btree (account_id, role);

CREATE UNIQUE INDEX accounts_login_key ON public.accounts USING btree (login);

CREATE UNIQUE INDEX accounts_pkey ON public.accounts USING btree (id);

CREATE UNIQUE INDEX address_changes_account_id_key ON public.address_changes USING btree (account_id);

CREATE UNIQUE INDEX address_changes_new_token_hash_key ON public.address_changes USING btree (new_token_hash);

CREATE UNIQUE INDEX address_changes_old_token_hash_key ON public.address_changes USING btree (old_token_hash);

CREATE UNIQUE INDEX address_changes_pkey ON public.address_changes USING btree (id);

CREATE UNIQUE INDEX analytics_events_pkey ON public.analytics_events USING btree (id);

CREATE UNIQUE INDEX analytics_nodes_pkey ON public.analytics_nodes USING btree (node);

CREATE UNIQUE INDEX analytics_queries_pkey ON public.analytics_queries USING btree (month, words);

CREATE UNIQUE INDEX analytics_sums_pkey ON public.analytics_sums USING btree (measure, span, name);

CREATE UNIQUE INDEX application_consents_pkey ON public.application_consents USING btree (id);

CREATE UNIQUE INDEX application_files_pkey ON public.application_files USING btree (id);

CREATE UNIQUE INDEX application_letters_pkey ON public.application_letters USING btree (id);

CREATE UNIQUE INDEX application_links_pkey ON public.application_links USING btree (token_hash);

CREATE UNIQUE INDEX application_people_pkey ON public.application_people USING btree (id);

CREATE UNIQUE INDEX application_supplements_by_application ON public.application_supplements USING btree (application_id, number);

CREATE UNIQUE INDEX application_supplements_open ON public.application_supplements USING btree (application_id) WHERE (state = 'open'::text);

CREATE UNIQUE INDEX application_supplements_pkey ON public.application_supplements USING btree (id);

CREATE UNIQUE INDEX applications_of_receipt ON public.applications USING btree (receipt_year, receipt_number) WHERE (receipt_number > 0);

CREATE UNIQUE INDEX applications_pkey ON public.applications USING btree (id);

CREATE UNIQUE INDEX audit_entries_pkey ON public.audit_entries USING btree (sequence);

CREATE UNIQUE INDEX audit_tail_pkey ON public.audit_tail USING btree (one);

CREATE UNIQUE INDEX bounce_readings_pkey ON public.bounce_readings USING btree (id);

CREATE UNIQUE INDEX campaign_days_pkey ON public.campaign_days USING btree (campaign_id, day);

CREATE UNIQUE INDEX campaigns_of_code ON public.campaigns USING btree (code);

CREATE UNIQUE INDEX campaigns_pkey ON public.campaigns USING btree (id);

CREATE UNIQUE INDEX change_requests_by_number ON public.change_requests USING btree (fiscal_year, number) WHERE (number > 0);

CREATE UNIQUE INDEX change_requests_pkey ON public.change_requests USING btree (id);

CREATE UNIQUE INDEX confirmation_counts_pkey ON public.confirmation_counts USING btree (round_id, state, has_mail);

CREATE UNIQUE INDEX confirmation_links_pkey ON public.confirmation_links USING btree (token_hash);

CREATE UNIQUE INDEX confirmation_rounds_by_number ON public.confirmation_rounds USING btree (fiscal_year, number);

CREATE UNIQUE INDEX confirmation_rounds_pkey ON public.confirmation_rounds USING btree (id);

CREATE UNIQUE INDEX confirmation_targets_pkey ON public.confirmation_targets USING btree (round_id, organisation_id);

CREATE UNIQUE INDEX consent_texts_pkey ON public.consent_texts USING btree (id);

CREATE UNIQUE INDEX content_approvals_by_token ON public.content_approvals USING btree (token_hash) WHERE (token_hash <> ''::text);

CREATE UNIQUE INDEX content_approvals_pkey ON public.content_approvals USING btree (id);

CREATE UNIQUE INDEX content_beginnings_pkey ON public.content_beginnings USING btree (item_id);

CREATE UNIQUE INDEX content_drafts_pkey ON public.content_drafts USING btree (item_id);

CREATE UNIQUE INDEX content_event_months_pkey ON public.content_event_months USING btree (month, item_id);

CREATE UNIQUE INDEX content_events_pkey ON public.content_events USING btree (item_id);

CREATE UNIQUE INDEX content_facet_counts_pkey ON public.content_facet_counts USING btree (type, name, value);

CREATE UNIQUE INDEX content_facets_pkey ON public.content_facets USING btree (item_id, name, value);

CREATE UNIQUE INDEX content_items_by_path ON public.content_items USING btree (path);

CREATE UNIQUE INDEX content_items_pkey ON public.content_items USING btree (id);

CREATE UNIQUE INDEX content_links_pkey ON public.content_links USING btree (item_id, source, target);

CREATE UNIQUE INDEX content_moves_pkey ON public.content_moves USING btree (id);

CREATE UNIQUE INDEX content_origins_pkey ON public.content_origins USING btree (item_id);

CREATE UNIQUE INDEX content_previews_by_token ON public.content_previews USING btree (token_hash);

CREATE UNIQUE INDEX content_previews_pkey ON public.content_previews USING btree (item_id);

CREATE UNIQUE INDEX content_redirects_pkey ON public.content_redirects USING btree (from_path);

CREATE UNIQUE INDEX content_versions_pkey ON public.content_versions USING btree (item_id, number);

CREATE UNIQUE INDEX content_writings_pkey ON public.content_writings USING btree (item_id, account_id);

CREATE UNIQUE INDEX destruction_items_pkey ON public.destruction_items USING btree (destruction_id, item_id);

CREATE UNIQUE INDEX destructions_by_number ON public.destructions USING btree (fiscal_year, number) WHERE (number > 0);

CREATE UNIQUE INDEX destructions_open ON public.destructions USING btree (kind) WHERE (state = ANY (ARRAY['proposed'::text, 'approved'::text]));

CREATE UNIQUE INDEX destructions_pkey ON public.destructions USING btree (id);

CREATE UNIQUE INDEX event_listing_links_pkey ON public.event_listing_links USING btree (token_hash);

CREATE UNIQUE INDEX event_listing_words_pkey ON public.event_listing_words USING btree (id);

CREATE UNIQUE INDEX event_listings_by_number ON public.event_listings USING btree (fiscal_year, number);

CREATE UNIQUE INDEX event_listings_pkey ON public.event_listings USING btree (id);

CREATE UNIQUE INDEX evidence_checks_pkey ON public.evidence_checks USING btree (id);

CREATE UNIQUE INDEX federation_begun_pkey ON public.federation_begun USING btree (state_hash);

CREATE UNIQUE INDEX federation_identities_by_account ON public.federation_identities USING btree (account_id, issuer);

CREATE UNIQUE INDEX federation_identities_pkey ON public.federation_identities USING btree (issuer, subject);

CREATE UNIQUE INDEX field_changes_pkey ON public.field_changes USING btree (id);

CREATE UNIQUE INDEX files_pkey ON public.files USING btree (id);

CREATE UNIQUE INDEX front_parts_pkey ON public.front_parts USING btree (name);

CREATE UNIQUE INDEX inquiries_by_number ON public.inquiries USING btree (fiscal_year, number);

CREATE UNIQUE INDEX inquiries_pkey ON public.inquiries USING btree (id);

CREATE UNIQUE INDEX inquiry_files_pkey ON public.inquiry_files USING btree (file_id);

CREATE UNIQUE INDEX inquiry_links_pkey ON public.inquiry_links USING btree (token_hash);

CREATE UNIQUE INDEX inquiry_mailbox_pkey ON public.inquiry_mailbox USING btree (id);

CREATE UNIQUE INDEX inquiry_merges_pkey ON public.inquiry_merges USING btree (id);

CREATE UNIQUE INDEX inquiry_messages_by_source ON public.inquiry_messages USING btree (source_key) WHERE (source_key <> ''::text);

CREATE UNIQUE INDEX inquiry_messages_pkey ON public.inquiry_messages USING btree (id);

CREATE UNIQUE INDEX inquiry_notes_pkey ON public.inquiry_notes USING btree (id);

CREATE UNIQUE INDEX inquiry_texts_pkey ON public.inquiry_texts USING btree (id);

CREATE UNIQUE INDEX job_progress_pkey ON public.job_progress USING btree (id);

CREATE UNIQUE INDEX job_states_pkey ON public.job_states USING btree (name);

CREATE UNIQUE INDEX known_devices_pkey ON public.known_devices USING btree (token_hash);

CREATE UNIQUE INDEX link_targets_pkey ON public.link_targets USING btree (address);

CREATE UNIQUE INDEX link_uses_pkey ON public.link_uses USING btree (address, item_id);

CREATE UNIQUE INDEX loan_copies_pkey ON public.loan_copies USING btree (id);

CREATE UNIQUE INDEX loans_by_number ON public.loans USING btree (number);

CREATE UNIQUE INDEX loans_pkey ON public.loans USING btree (id);

CREATE UNIQUE INDEX mail_bounces_by_source ON public.mail_bounces USING btree (source);

CREATE UNIQUE INDEX mail_bounces_pkey ON public.mail_bounces USING btree (id);

CREATE UNIQUE INDEX mail_consent_texts_pkey ON public.mail_consent_texts USING btree (id);

CREATE UNIQUE INDEX mail_consents_pkey ON public.mail_consents USING btree (id);

CREATE UNIQUE INDEX mail_reach_pkey ON public.mail_reach USING btree (organisation_id);

CREATE UNIQUE INDEX mail_segments_pkey ON public.mail_segments USING btree (id);

CREATE UNIQUE INDEX mail_suppressions_active ON public.mail_suppressions USING btree (address_key) WHERE (state = 'active'::text);

CREATE UNIQUE INDEX mail_suppressions_pkey ON public.mail_suppressions USING btree (id);

CREATE UNIQUE INDEX mailing_recipients_by_address ON public.mailing_recipients USING btree (mailing_id, address_key) WHERE (state <> 'left_out'::text);

CREATE UNIQUE INDEX mailing_recipients_pkey ON public.mailing_recipients USING btree (id);

CREATE UNIQUE INDEX mailings_pkey ON public.mailings USING btree (id);

CREATE UNIQUE INDEX mails_pkey ON public.mails USING btree (id);

CREATE UNIQUE INDEX media_items_by_sha256 ON public.media_items USING btree (sha256);

CREATE UNIQUE INDEX media_items_pkey ON public.media_items USING btree (id);

CREATE UNIQUE INDEX media_variants_pkey ON public.media_variants USING btree (item_id, name);

CREATE UNIQUE INDEX member_exports_pkey ON public.member_exports USING btree (id);

CREATE UNIQUE INDEX member_report_comments_pkey ON public.member_report_comments USING btree (id);

CREATE UNIQUE INDEX member_report_files_pkey ON public.member_report_files USING btree (report_id, edition, format);

CREATE UNIQUE INDEX member_report_rows_pkey ON public.member_report_rows USING btree (report_id, "position");

CREATE UNIQUE INDEX member_reports_by_number ON public.member_reports USING btree (number, version);

CREATE UNIQUE INDEX member_reports_pkey ON public.member_reports USING btree (id);

CREATE UNIQUE INDEX membership_days_pkey ON public.membership_days USING btree (day, kind, first_time);

CREATE UNIQUE INDEX membership_events_pkey ON public.membership_events USING btree (id);

CREATE UNIQUE INDEX merge_proposals_pkey ON public.merge_proposals USING btree (id);

CREATE UNIQUE INDEX merges_pkey ON public.merges USING btree (id);

CREATE UNIQUE INDEX organisations_of_member_no ON public.organisations USING btree (member_no) WHERE ((member_no <> ''::text) AND (state <> 'merged'::text));

CREATE UNIQUE INDEX organisations_pkey ON public.organisations USING btree (id);

CREATE UNIQUE INDEX outbox_messages_once ON public.outbox_messages USING btree (topic, once_key) WHERE ((once_key <> ''::text) AND (state <> 'done'::text));

CREATE UNIQUE INDEX outbox_messages_pkey ON public.outbox_messages USING btree (id);

CREATE UNIQUE INDEX passkey_challenges_pkey ON public.passkey_challenges USING btree (challenge_hash);

CREATE UNIQUE INDEX passkeys_credential_id_key ON public.passkeys USING btree (credential_id);

CREATE UNIQUE INDEX passkeys_pkey ON public.passkeys USING btree (id);

CREATE UNIQUE INDEX people_pkey ON public.people USING btree (id);

CREATE UNIQUE INDEX pledges_pkey ON public.pledges USING btree (id);

CREATE UNIQUE INDEX postal_editions_pkey ON public.postal_editions USING btree (id);

CREATE UNIQUE INDEX postal_towns_pkey ON public.postal_towns USING btree (edition_id, postal_code, municipality_code, town);

CREATE UNIQUE INDEX privacy_incident_events_pkey ON public.privacy_incident_events USING btree (id);

CREATE UNIQUE INDEX privacy_incident_steps_pkey ON public.privacy_incident_steps USING btree (incident_id, step);

CREATE UNIQUE INDEX privacy_incidents_by_number ON public.privacy_incidents USING btree (is_drill, fiscal_year, number);

CREATE UNIQUE INDEX privacy_incidents_pkey ON public.privacy_incidents USING btree (id);

CREATE UNIQUE INDEX privacy_proofs_pkey ON public.privacy_proofs USING btree (token_hash);

CREATE UNIQUE INDEX privacy_register_notes_pkey ON public.privacy_register_notes USING btree (kind);

CREATE UNIQUE INDEX privacy_register_versions_by_number ON public.privacy_register_versions USING btree (number);

CREATE UNIQUE INDEX privacy_register_versions_pkey ON public.privacy_register_versions USING btree (id);

CREATE UNIQUE INDEX privacy_requests_by_number ON public.privacy_requests USING btree (fiscal_year, number) WHERE (number > 0);

CREATE UNIQUE INDEX privacy_requests_pkey ON public.privacy_requests USING btree (id);

CREATE UNIQUE INDEX proposal_searches_pkey ON public.proposal_searches USING btree (id);

CREATE UNIQUE INDEX prospect_contacts_pkey ON public.prospect_contacts USING btree (id);

CREATE UNIQUE INDEX prospect_import_rows_pkey ON public.prospect_import_rows USING btree (import_id, line);

CREATE UNIQUE INDEX prospect_imports_pkey ON public.prospect_imports USING btree (id);

CREATE UNIQUE INDEX prospect_matches_pkey ON public.prospect_matches USING btree (application_id, prospect_id);

CREATE UNIQUE INDEX prospect_moves_pkey ON public.prospect_moves USING btree (id);

CREATE UNIQUE INDEX prospect_reminders_pkey ON public.prospect_reminders USING btree (owner_id);

CREATE UNIQUE INDEX prospects_of_application ON public.prospects USING btree (application_id) WHERE (application_id <> ''::text);

CREATE UNIQUE INDEX prospects_of_code ON public.prospects USING btree (code);

CREATE UNIQUE INDEX prospects_pkey ON public.prospects USING btree (id);

CREATE UNIQUE INDEX receipts_pkey ON public.receipts USING btree (id);

CREATE UNIQUE INDEX recovery_codes_pkey ON public.recovery_codes USING btree (account_id, code_hash);

CREATE UNIQUE INDEX register_answers_pkey ON public.register_answers USING btree (source, corporate_number);

CREATE UNIQUE INDEX retention_holds_pkey ON public.retention_holds USING btree (id);

CREATE UNIQUE INDEX review_answers_pkey ON public.review_answers USING btree (application_id, criterion_id);

CREATE UNIQUE INDEX review_criteria_by_set ON public.review_criteria USING btree (set_id, "position");

CREATE UNIQUE INDEX review_criteria_comments_pkey ON public.review_criteria_comments USING btree (id);

CREATE UNIQUE INDEX review_criteria_pkey ON public.review_criteria USING btree (id);

CREATE UNIQUE INDEX review_criteria_sets_by_number ON public.review_criteria_sets USING btree (number);

CREATE UNIQUE INDEX review_criteria_sets_pkey ON public.review_criteria_sets USING btree (id);

CREATE UNIQUE INDEX review_inquiries_by_token ON public.review_inquiries USING btree (token_hash) WHERE (token_hash <> ''::text);

CREATE UNIQUE INDEX review_inquiries_pkey ON public.review_inquiries USING btree (id);

CREATE UNIQUE INDEX review_lookups_pkey ON public.review_lookups USING btree (id);

CREATE UNIQUE INDEX review_notices_by_number ON public.review_notices USING btree (fiscal_year, number);

CREATE UNIQUE INDEX review_notices_pkey ON public.review_notices USING btree (application_id);

CREATE UNIQUE INDEX review_people_pkey ON public.review_people USING btree (application_id, account_id);

CREATE UNIQUE INDEX reviews_pkey ON public.reviews USING btree (application_id);

CREATE UNIQUE INDEX roster_defects_pkey ON public.roster_defects USING btree (id);

CREATE UNIQUE INDEX roster_imports_pkey ON public.roster_imports USING btree (id);

CREATE UNIQUE INDEX roster_mappings_pkey ON public.roster_mappings USING btree (header_fingerprint);

CREATE UNIQUE INDEX roster_rows_pkey ON public.roster_rows USING btree (import_id, "row");

CREATE UNIQUE INDEX roster_undo_pkey ON public.roster_undo USING btree (import_id, organisation_id);

CREATE UNIQUE INDEX saved_views_pkey ON public.saved_views USING btree (id);

CREATE UNIQUE INDEX screening_absences_pkey ON public.screening_absences USING btree (organisation_id);

CREATE UNIQUE INDEX screenings_by_subject ON public.screenings USING btree (subject_noun, subject_id, round);

CREATE UNIQUE INDEX screenings_pkey ON public.screenings USING btree (id);

CREATE UNIQUE INDEX search_documents_noun_id_key ON public.search_documents USING btree (noun, id);

CREATE UNIQUE INDEX search_documents_pkey ON public.search_documents USING btree (number);

CREATE UNIQUE INDEX sessions_pkey ON public.sessions USING btree (id);

CREATE UNIQUE INDEX sessions_token_hash_key ON public.sessions USING btree (token_hash);

CREATE UNIQUE INDEX settings_pkey ON public.settings USING btree (key);

CREATE UNIQUE INDEX sharing_signs_pkey ON public.sharing_signs USING btree (account_id, noted_on);

CREATE UNIQUE INDEX sign_in_attempts_pkey ON public.sign_in_attempts USING btree (key_hash);

CREATE UNIQUE INDEX site_exports_pkey ON public.site_exports USING btree (id);

CREATE UNIQUE INDEX site_import_items_pkey ON public.site_import_items USING btree (import_id, "position");

CREATE UNIQUE INDEX site_import_losses_pkey ON public.site_import_losses USING btree (import_id, "position", number);

CREATE UNIQUE INDEX site_import_media_pkey ON public.site_import_media USING btree (import_id, name);

CREATE UNIQUE INDEX site_import_moves_pkey ON public.site_import_moves USING btree (from_path);

CREATE UNIQUE INDEX site_import_sources_pkey ON public.site_import_sources USING btree (source_key);

CREATE UNIQUE INDEX site_imports_pkey ON public.site_imports USING btree (id);

CREATE UNIQUE INDEX site_report_comments_pkey ON public.site_report_comments USING btree (id);

CREATE UNIQUE INDEX site_report_files_pkey ON public.site_report_files USING btree (report_id, edition, format);

CREATE UNIQUE INDEX site_reports_by_month ON public.site_reports USING btree (month, version);

CREATE UNIQUE INDEX site_reports_by_number ON public.site_reports USING btree (number, version);

CREATE UNIQUE INDEX site_reports_pkey ON public.site_reports USING btree (id);

CREATE UNIQUE INDEX site_search_files_pkey ON public.site_search_files USING btree (id);

CREATE UNIQUE INDEX site_search_pages_pkey ON public.site_search_pages USING btree (path);

CREATE UNIQUE INDEX site_search_synonym_words_pkey ON public.site_search_synonym_words USING btree (word);

CREATE UNIQUE INDEX site_search_synonyms_pkey ON public.site_search_synonyms USING btree (id);

CREATE UNIQUE INDEX site_search_word_pairs_pkey ON public.site_search_word_pairs USING btree (pair, word);

CREATE UNIQUE INDEX site_search_words_pkey ON public.site_search_words USING btree (word);

CREATE UNIQUE INDEX stocktake_rows_pkey ON public.stocktake_rows USING btree (stocktake_id, account_id);

CREATE UNIQUE INDEX stocktakes_pkey ON public.stocktakes USING btree (id);

CREATE UNIQUE INDEX uptime_checks_pkey ON public.uptime_checks USING btree (source, at);

CREATE UNIQUE INDEX uptime_stops_pkey ON public.uptime_stops USING btree (id);
