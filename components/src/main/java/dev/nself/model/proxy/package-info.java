/** What the reverse proxy publishes, as values: which host leads where, and under which limits and headers. */
package dev.nself.model.proxy;
