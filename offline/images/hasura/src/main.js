import { start } from './server.js';

console.log(JSON.stringify({ type: 'startup', level: 'info', detail: { kind: 'server_configuration',
  info: 'STAND-IN for hasura/graphql-engine, part of the offline kit: queries, mutations, permissions and metadata of tables; no console, actions, events, subscriptions or remote schemas' } }));
try {
  const { server, engine } = await start(process.env);
  console.log(JSON.stringify({ type: 'startup', level: 'info', detail: { kind: 'server', info: `listening on ${server.address().port}`, inconsistent_objects: engine.model.inconsistent } }));
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      server.close(() => engine.pool.end().then(() => process.exit(0)));
      server.closeIdleConnections();
    });
  }
} catch (error) {
  // As the engine does when its database is not there: end, and let the restart policy try again.
  console.error(JSON.stringify({ type: 'startup', level: 'error', detail: { kind: 'catalog_migrate', info: error.message } }));
  process.exit(1);
}
