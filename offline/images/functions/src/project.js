const { execFileSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const LOCKS = ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml'];

/**
 * Where the functions and their package.json are in a project: the package.json of functions/ or, without one, of the
 * project. As nhost/functions, this refuses a project without a lock file.
 */
function openProject(root) {
  const functions = join(root, 'functions');
  const home = existsSync(join(functions, 'package.json')) ? functions : root;
  if (!existsSync(join(home, 'package.json'))) {
    throw new Error(`${home}/package.json: is missing; put it and package-lock.json beside the folder functions`);
  }
  if (!LOCKS.some((lock) => existsSync(join(home, lock)))) {
    throw new Error(`${home}: No lock file found. Please commit your lock file for npm or yarn`);
  }
  return { functions, home };
}

/** Installs the project's dependencies if it has any that are not there. Nothing is asked of the network when it has none. */
function install({ home }) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const missing = Object.keys(dependencies).filter((name) => !existsSync(join(home, 'node_modules', name)));
  if (missing.length === 0) return;
  console.log(`Installing dependencies: ${missing.join(', ')} are not there yet`);
  try {
    execFileSync('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], { cwd: home, stdio: 'inherit' });
  } catch {
    throw new Error(`npm ci: failed in ${home}; without a network, functions have to do without dependencies or bring node_modules along`);
  }
}

module.exports = { openProject, install };
