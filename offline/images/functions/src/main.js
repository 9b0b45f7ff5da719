const { PORT, start } = require('./server.js');

console.log('STAND-IN for nhost/functions, part of the offline kit: serves functions/**/*.{js,ts}; does not watch them for changes');
start(process.env.NHOST_PROJECT_PATH ?? '/opt/project').then((server) => {
  console.log(`Listening on port ${PORT}`);
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      server.close(() => process.exit(0));
      server.closeIdleConnections();
    });
  }
}).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
