const { readdirSync } = require('node:fs');
const { join } = require('node:path');

/** The files that are functions, by path in `folder`: .js and .ts, except what begins with `_` and node_modules. */
function discover(folder, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('_') || entry.name.startsWith('.') || entry.name === 'node_modules') return [];
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return discover(folder, path);
    return /\.(js|ts)$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  }).sort();
}

const routeOf = (file) => `/${file}`.replace(/\.(ts|js)$/, '').replace(/\/index$/, '/');

module.exports = { discover, routeOf };
