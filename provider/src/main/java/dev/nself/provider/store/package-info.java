/**
 * Where the one true copy of a store's data is, when it may be on one of several servers.
 *
 * <p>A mark on each data volume tells, see {@link dev.nself.provider.store.Mark}; the container's inputs never do, so
 * that nothing is replaced when the data move.
 */
package dev.nself.provider.store;
