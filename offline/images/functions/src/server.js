const { join } = require('node:path');
const { createRequire } = require('node:module');
const esbuild = require('esbuild');
const express = require('express');
const { discover, routeOf } = require('./discover.js');
const { install, openProject } = require('./project.js');

const PORT = 3000;
const LIMIT = '6MB';

/** The default export of a function: the file and what it imports relatively become one CommonJS module; packages stay packages. */
function load(file) {
  const { outputFiles: [{ text }] } = esbuild.buildSync({
    entryPoints: [file], bundle: true, packages: 'external', write: false, platform: 'node', format: 'cjs', target: 'node20',
    sourcemap: 'inline', logLevel: 'silent', outfile: 'function.js',
  });
  const module = { exports: {} };
  const compiled = new Function('module', 'exports', 'require', '__filename', '__dirname', text);
  compiled(module, module.exports, createRequire(file), file, join(file, '..'));
  const handler = module.exports.default ?? module.exports;
  return typeof handler === 'function' ? handler : undefined;
}

function addFunction(app, folder, file) {
  const route = routeOf(file);
  let handler;
  try {
    handler = load(join(folder, file));
  } catch (error) {
    console.error(`Unable to load functions/${file}: ${error.message}`);
    app.all(route, (_request, response) => response.status(500).json({ error: `functions/${file} could not be loaded; the log of functions says why` }));
    return;
  }
  if (!handler) {
    console.warn(`No default export at functions/${file}`);
    return;
  }
  // Express 4 does not see the failure of an async handler.
  app.all(route, (request, response, next) => Promise.resolve(handler(request, response, next)).catch(next));
  console.log(`Loaded route ${route} from functions/${file}`);
}

function appFor({ functions }) {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => response.status(200).send('ok'));
  app.use((request, response, next) => {
    const started = Date.now();
    response.on('finish', () => console.log(`${request.method} ${request.path} ${response.statusCode} - ${Date.now() - started} ms`));
    next();
  });
  app.use(express.json({ limit: LIMIT }));
  app.use(express.urlencoded({ extended: true }));
  for (const file of discover(functions)) addFunction(app, functions, file);
  app.use((error, _request, response, _next) => {
    if (error.status >= 400 && error.status < 500) return response.status(error.status).json({ error: error.message });
    console.error(error);
    return response.headersSent ? response.destroy() : response.status(500).json({ error: 'the function failed; the log of functions says why' });
  });
  return app;
}

async function start(root, port = PORT) {
  const project = openProject(root);
  install(project);
  const app = appFor(project);
  return new Promise((resolve, reject) => { const server = app.listen(port, () => resolve(server)).on('error', reject); });
}

module.exports = { start, PORT };
