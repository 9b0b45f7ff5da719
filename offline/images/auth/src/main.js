import { readConfig } from './config.js';
import { start } from './server.js';

const say = (level, msg, more) => console[level === 'INFO' ? 'log' : 'error'](JSON.stringify({ level, msg, ...more }));

say('INFO', 'STAND-IN for nhost/auth, part of the offline kit: email and password, tokens, verification and password reset; no MFA, OAuth providers, OTP or WebAuthn');
try {
  const config = readConfig(process.env);
  if (config.mfaAsked) say('WARN', 'AUTH_MFA_ENABLED: MFA is not offered by the stand-in; its paths answer 501');
  if (config.providersAsked.length) say('WARN', `${config.providersAsked.join(', ')}: OAuth providers are not offered by the stand-in; their paths answer 501`);
  const { server, pool } = await start(config);
  say('INFO', 'starting server', { port: String(server.address().port) });
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      server.close(() => pool.end().then(() => process.exit(0)));
      server.closeIdleConnections();
    });
  }
} catch (error) {
  say('ERROR', 'failed to start', { error: error.message });
  process.exit(1);
}
