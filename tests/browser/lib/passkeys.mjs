// passkeys.mjs - a device that keeps passkeys, for suites that drive Chromium through Playwright.

// Keys that live in this browser alone, and a person who always says yes.
export async function plugIn(context, page) {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true,
      hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  return { devtools, authenticatorId };
}
