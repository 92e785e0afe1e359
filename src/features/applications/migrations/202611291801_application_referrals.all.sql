-- What came of a referral code is counted by code and state.
CREATE INDEX applications_by_referral ON applications (referral_code, state);
