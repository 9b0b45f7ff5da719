import { serve } from './server.js';

const port = Number(process.env.PORT ?? 3021);
const server = serve({ domain: process.env.BASE_DOMAIN });
server.listen(port, () => console.log(`STAND-IN for nself/nself-admin, part of the offline kit: a status page on port ${port}`));
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
}
